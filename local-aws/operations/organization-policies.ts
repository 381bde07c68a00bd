import { randomBytes } from 'node:crypto';

import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import { lintPolicy } from '../../domain/policy/lint/lint';
import { Fault, FORWARD, page, type Input, type Operation, type OperationContext } from '../operation';
import { type Tags, tagList, tagsByKey, withoutTags } from '../tags';
import { emptyOrganizationResourcePolicy, type OrganizationResourcePolicyState } from './organization-resource-policy';
import { targetNotFound, withOrganization } from './organization-tree';

const API = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_';

/** A backup policy. moto has policies of other types only. */
export interface StandInPolicy {
  readonly id: string;
  /** The ID of its organization. */
  readonly organization: string;
  readonly arn: string;
  name: string;
  description?: string;
  /** JSON. */
  content: string;
  tags: Tags;
}

/** A backup policy on a root, an OU or an account. */
export interface StandInAttachment {
  readonly policy: StandInPolicy;
  readonly TargetId: string;
}

export interface OrganizationPoliciesState extends OrganizationResourcePolicyState {
  /** In the order of their creation. */
  readonly policies: StandInPolicy[];
  /** In the order of attachment. */
  readonly attachments: StandInAttachment[];
}

export function emptyOrganizationPolicies(): OrganizationPoliciesState {
  return { policies: [], attachments: [], ...emptyOrganizationResourcePolicy() };
}

type Context = OperationContext<OrganizationPoliciesState>;

const operation = (name: string, answer: (context: Context) => unknown): Operation<OrganizationPoliciesState> => ({
  action: `organizations:${name}`,
  page: `${API}${name}.html`,
  answer,
});

/** An operation on one policy. moto has the policies of other types. */
const onPolicy = (name: string, answer: (policy: StandInPolicy, context: Context) => unknown) =>
  operation(name, (context) => {
    const policy = context.state.policies.find((one) => one.id === context.input['PolicyId']);
    return policy ? answer(policy, context) : FORWARD;
  });

/** An operation on the tags of a backup policy, or of the resource policy of an organization. */
const onTags = (name: string, answer: (policy: { tags: Tags }, input: Input) => unknown) =>
  operation(name, ({ input, state }) => {
    const all = [...state.policies, ...Object.values(state.resourcePolicies)];
    const policy = all.find(({ id }) => id === input['ResourceId']);
    return policy ? answer(policy, input) : FORWARD;
  });

/** An operation that names the type of policy. */
const onBackupPolicies = (name: string, member: string, answer: (context: Context) => unknown) =>
  operation(name, (context) => (context.input[member] === 'BACKUP_POLICY' ? answer(context) : FORWARD));

export const ORGANIZATION_POLICIES: readonly Operation<OrganizationPoliciesState>[] = [
  onBackupPolicies('CreatePolicy', 'Type', createPolicy),
  onPolicy('DescribePolicy', (policy) => describe(policy)),
  onPolicy('UpdatePolicy', (policy, { input, state, clock }) => {
    const { Name = policy.name, Description = policy.description, Content = policy.content } = input;
    const others = state.policies.filter((one) => one !== policy);
    refusePolicy({ Name, Description, Content }, { others, now: clock.now() });
    Object.assign(policy, { name: Name, description: Description, content: Content });
    return describe(policy);
  }),
  onPolicy('DeletePolicy', (policy, { state }) => {
    if (state.attachments.some((one) => one.policy === policy)) {
      const message =
        'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts.';
      throw new Fault('PolicyInUseException', message);
    }
    state.policies.splice(state.policies.indexOf(policy), 1);
    return {};
  }),
  onBackupPolicies('ListPolicies', 'Filter', ({ input, state, moto }) =>
    withOrganization(moto, async (tree) => {
      const { Id } = await tree.organization();
      const own = state.policies.filter((one) => one.organization === Id);
      const { part, ...next } = page(own.map(summaryOf), input['NextToken'], state);
      return { Policies: part, ...next };
    }),
  ),

  onPolicy('AttachPolicy', attachPolicy),
  onPolicy('DetachPolicy', async (policy, { input, state, moto }) => {
    const { TargetId } = await existingTarget(input, moto);
    const index = state.attachments.findIndex((one) => one.policy === policy && one.TargetId === TargetId);
    if (index < 0) {
      throw new Fault('PolicyNotAttachedException', 'The policy is not attached to the specified target.');
    }
    state.attachments.splice(index, 1);
    return {};
  }),
  onPolicy('ListTargetsForPolicy', async (policy, { input, state, moto }) => {
    const attached = state.attachments.filter((one) => one.policy === policy);
    const { part, ...next } = page(attached, input['NextToken'], state);
    const targets = await withOrganization(moto, (tree) => Promise.all(part.map((one) => tree.target(one.TargetId))));
    return { Targets: targets.filter((target) => target !== undefined), ...next };
  }),
  onBackupPolicies('ListPoliciesForTarget', 'Filter', async ({ input, state, moto }) => {
    const { TargetId } = await existingTarget(input, moto);
    const attached = attachedTo(TargetId, state);
    const { part, ...next } = page(attached.map(summaryOf), input['NextToken'], state);
    return { Policies: part, ...next };
  }),

  onTags('ListTagsForResource', ({ tags }) => ({ Tags: tagList(tags) })),
  onTags('TagResource', (policy, input) => {
    policy.tags = { ...policy.tags, ...tagsByKey(input['Tags']) };
    return {};
  }),
  onTags('UntagResource', (policy, input) => {
    policy.tags = withoutTags(policy.tags, input['TagKeys']);
    return {};
  }),
];

function createPolicy({ input, state, clock, moto }: Context) {
  return withOrganization(moto, async (tree) => {
    const { Id: organization = '', MasterAccountId = '' } = await tree.organization();
    const { Name, Description, Content } = input;
    const others = state.policies.filter((one) => one.organization === organization);
    refusePolicy({ Name, Description, Content }, { others, now: clock.now() });
    const id = `p-${randomBytes(5).toString('hex')}`;
    const policy: StandInPolicy = {
      id,
      organization,
      arn: `arn:aws:organizations::${MasterAccountId}:policy/${organization}/backup_policy/${id}`,
      name: Name,
      description: Description,
      content: Content,
      tags: tagsByKey(input['Tags']),
    };
    state.policies.push(policy);
    return describe(policy);
  });
}

/** A target has 10 backup policies at most. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_ON_TARGET = 10;

async function attachPolicy(policy: StandInPolicy, { input, state, moto }: Context) {
  const { TargetId } = await existingTarget(input, moto);
  const root = await withOrganization(moto, (tree) => tree.root());
  if (!root?.PolicyTypes?.some(({ Type }) => Type === 'BACKUP_POLICY')) {
    throw new Fault('PolicyTypeNotEnabledException', 'This operation can be performed only for enabled policy types.');
  }
  const attached = attachedTo(TargetId, state);
  if (attached.includes(policy)) {
    throw new Fault('DuplicatePolicyAttachmentException', 'A policy with the same name and type is already attached.');
  }
  if (attached.length >= MOST_ON_TARGET) {
    const message = 'You have exceeded the number of policies that can be attached to the target.';
    throw new Fault('ConstraintViolationException', message);
  }
  state.attachments.push({ policy, TargetId });
  return {};
}

/** The policies of a target, in the order of attachment. */
export function attachedTo(TargetId: string, { attachments }: OrganizationPoliciesState): StandInPolicy[] {
  return attachments.filter((one) => one.TargetId === TargetId).map(({ policy }) => policy);
}

async function existingTarget({ TargetId }: Input, moto: Context['moto']) {
  const target = await withOrganization(moto, (tree) => tree.target(String(TargetId)));
  if (!target) throw targetNotFound();
  return target;
}

interface PolicyInput {
  readonly Name: string;
  readonly Description?: string;
  readonly Content: string;
}

/** What CreatePolicy and UpdatePolicy refuse. */
function refusePolicy(
  { Name, Description = '', Content }: PolicyInput,
  { others, now }: { readonly others: readonly StandInPolicy[]; readonly now: Date },
): void {
  const { PolicyName, PolicyDescription } = AWS_LIMITS.organizations;
  if (!Name || Name.length > PolicyName.max || Description.length > PolicyDescription.max) {
    throw new Fault('InvalidInputException', 'You specified an invalid value.');
  }
  if (others.some(({ name }) => name === Name)) {
    throw new Fault('DuplicatePolicyException', 'A policy with the same name already exists.');
  }
  const refused = lintPolicy(Content, { now }).find(({ source, severity }) => source === 'aws' && severity === 'error');
  if (refused) {
    const message = `The provided policy document does not meet the requirements: ${refused.path}: ${refused.message}`;
    throw new Fault('MalformedPolicyDocumentException', message);
  }
}

function describe(policy: StandInPolicy) {
  return { Policy: { PolicySummary: summaryOf(policy), Content: policy.content } };
}

function summaryOf({ id, arn, name, description = '' }: StandInPolicy) {
  return { Id: id, Arn: arn, Name: name, Description: description, Type: 'BACKUP_POLICY', AwsManaged: false };
}
