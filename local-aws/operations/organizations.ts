import { ListAccountsForParentCommand, OrganizationsClient } from '@aws-sdk/client-organizations';

import { mergeInherited } from '../../domain/policy/inheritance';
import { Fault, FORWARD, page, type Operation } from '../operation';
import { attachedTo, type OrganizationPoliciesState } from './organization-policies';
import { targetNotFound, withOrganization } from './organization-tree';

const API = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_';

export interface OrganizationsState extends OrganizationPoliciesState {
  /** By account. Others have what results from the policies that are attached to them. */
  readonly effectivePolicies: Record<string, unknown>;
  /** By account. */
  readonly validationErrors: Record<string, readonly Readonly<Record<string, unknown>>[]>;
  /** Accounts of the organization, in addition to those in moto. */
  readonly accounts: string[];
  /** Accounts below a root or an OU, in addition to those in moto, which assigns IDs. */
  readonly members: {
    readonly Id: string;
    readonly Name: string;
    readonly Status: string;
    readonly ParentId: string;
  }[];
}

export function emptyOrganizations(): Omit<OrganizationsState, keyof OrganizationPoliciesState> {
  return { effectivePolicies: {}, validationErrors: {}, accounts: [], members: [] };
}

export const ORGANIZATIONS: readonly Operation<OrganizationsState>[] = [
  {
    action: 'organizations:ListAccountsForParent',
    page: `${API}ListAccountsForParent.html`,
    answer: async ({ input, state, moto }) => {
      const members = state.members.filter(({ ParentId }) => ParentId === input['ParentId']);
      if (members.length === 0) return FORWARD;
      const client = new OrganizationsClient(moto);
      const { Accounts = [] } = await client.send(new ListAccountsForParentCommand({ ParentId: input['ParentId'] }));
      const accounts = Accounts.map(({ Id, Name, Status }) => ({ Id, Name, Status }));
      const { part, ...next } = page([...accounts, ...members], input['NextToken'], state);
      return { Accounts: part.map(({ Id, Name, Status }) => ({ Id, Name, Status })), ...next };
    },
  },
  {
    action: 'organizations:DescribeEffectivePolicy',
    page: `${API}DescribeEffectivePolicy.html`,
    answer: async ({ input, state, moto }) => {
      const { TargetId, PolicyType } = input;
      const path = await withOrganization(moto, async (tree) =>
        (await tree.target(TargetId)) ? tree.pathTo(TargetId) : undefined,
      );
      if (!path && !state.accounts.includes(TargetId)) throw targetNotFound();
      const policy = state.effectivePolicies[TargetId] ?? effectivePolicy(path ?? [], state);
      if (policy === undefined) {
        throw new Fault(
          'EffectivePolicyNotFoundException',
          'If you ran this action on the management account, this policy type is not enabled.',
        );
      }
      const PolicyContent = JSON.stringify(policy);
      return { EffectivePolicy: { PolicyContent, TargetId, PolicyType, LastUpdatedTimestamp: 1_700_000_000 } };
    },
  },
  {
    action: 'organizations:ListAccountsWithInvalidEffectivePolicy',
    page: `${API}ListAccountsWithInvalidEffectivePolicy.html`,
    answer: ({ input, state }) => {
      const { part, ...next } = page(Object.keys(state.validationErrors), input['NextToken'], state);
      return { Accounts: part.map((Id) => ({ Id })), PolicyType: input['PolicyType'], ...next };
    },
  },
  {
    action: 'organizations:ListEffectivePolicyValidationErrors',
    page: `${API}ListEffectivePolicyValidationErrors.html`,
    answer: ({ input, state }) => {
      const { AccountId, PolicyType } = input;
      const { part, ...next } = page(state.validationErrors[AccountId] ?? [], input['NextToken'], state);
      return { AccountId, PolicyType, EffectivePolicyValidationErrors: part, ...next };
    },
  },
];

/**
 * Merges the policies that are attached on the way from the root to an account; undefined without any.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html
 */
function effectivePolicy(path: readonly string[], state: OrganizationPoliciesState): unknown {
  const levels = path.map((id) => attachedTo(id, state).map(({ content }): unknown => JSON.parse(content)));
  return levels.flat().length === 0 ? undefined : mergeInherited(levels);
}
