import { randomBytes } from 'node:crypto';

import { Fault, type Operation } from '../operation';
import { type Tags, tagsByKey } from '../tags';
import { withOrganization } from './organization-tree';

const API = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_';

/** The policy that delegates actions of AWS Organizations to members. */
export interface StandInResourcePolicy {
  readonly id: string;
  readonly arn: string;
  readonly content: string;
  tags: Tags;
}

export interface OrganizationResourcePolicyState {
  /** By the ID of the organization. */
  readonly resourcePolicies: Record<string, StandInResourcePolicy>;
}

export function emptyOrganizationResourcePolicy(): OrganizationResourcePolicyState {
  return { resourcePolicies: {} };
}

type PolicyOperation = Operation<OrganizationResourcePolicyState>;

const operation = (name: string, answer: PolicyOperation['answer']): PolicyOperation => ({
  action: `organizations:${name}`,
  page: `${API}${name}.html`,
  answer,
});

export const ORGANIZATION_RESOURCE_POLICY: readonly PolicyOperation[] = [
  operation('PutResourcePolicy', ({ input, state, moto }) =>
    withOrganization(moto, async (tree) => {
      const { Id = '', MasterAccountId = '' } = await tree.organization();
      const before = state.resourcePolicies[Id];
      const id = before?.id ?? `rp-${randomBytes(4).toString('hex')}`;
      const arn = `arn:aws:organizations::${MasterAccountId}:resourcepolicy/${Id}/${id}`;
      const policy = { id, arn, content: input['Content'], tags: before?.tags ?? tagsByKey(input['Tags']) };
      state.resourcePolicies[Id] = policy;
      return describe(policy);
    }),
  ),
  operation('DescribeResourcePolicy', ({ state, moto }) =>
    withOrganization(moto, async (tree) => {
      const { Id = '' } = await tree.organization();
      return describe(state.resourcePolicies[Id] ?? notFound());
    }),
  ),
  operation('DeleteResourcePolicy', ({ state, moto }) =>
    withOrganization(moto, async (tree) => {
      const { Id = '' } = await tree.organization();
      if (!state.resourcePolicies[Id]) notFound();
      delete state.resourcePolicies[Id];
      return {};
    }),
  ),
];

function describe({ id, arn, content }: StandInResourcePolicy) {
  return { ResourcePolicy: { ResourcePolicySummary: { Id: id, Arn: arn }, Content: content } };
}

function notFound(): never {
  throw new Fault(
    'ResourcePolicyNotFoundException',
    "We can't find a resource policy request with the parameter that you specified.",
  );
}
