import type { Block } from '../synthesized';
import type { Policies } from './evaluate';
import type { Statement } from './statement';

/** Every stack's Terraform JSON, by name. */
export type Stacks = Readonly<Record<string, Block>>;

/** AWS's own policies are not part of the JSON: whatever they allow, the boundary decides. */
const ANYTHING: Statement = { sid: 'PolicyOfOthers', actions: ['*'], resources: ['*'] };

/**
 * The policies of a role of these stacks, and its boundary.
 * @param account a member of the organization, if every account has such a role
 */
export function policiesOf(stacks: Stacks, stack: string, role: string, account?: string): Policies {
  const json = stacks[stack] ?? {};
  const isThere = ({ provider }: Block): boolean => account === undefined || provider === `aws.account-${account}`;
  const [id, block] = only(json, 'aws_iam_role', (one) => one['name'] === role && isThere(one), role);
  const attached: Block[] = Object.values<Block>(json['resource'].aws_iam_role_policy_attachment);
  const identity = attached
    .filter((attachment) => attachment['role'] === `\${aws_iam_role.${id}.name}`)
    .flatMap(({ policy_arn }) => statementsAt(json, String(policy_arn)));
  const boundary = block['permissions_boundary'];
  return { identity, boundary: boundary === undefined ? undefined : boundaryNamed(stacks, String(boundary)) };
}

/** The statements of the policy with a name, in one stack. */
export function statementsNamed(json: Block, name: string): Statement[] {
  const [, { policy }] = only(json, 'aws_iam_policy', (block) => block['name'] === name, name);
  return documentAt(json, String(policy));
}

/** The statements of the policy document that an argument refers to. */
export function documentAt(json: Block, reference: string): Statement[] {
  const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(reference)?.[1] ?? '';
  return json['data'].aws_iam_policy_document[id].statement as Statement[];
}

function statementsAt(json: Block, arn: string): Statement[] {
  const id = /aws_iam_policy\.([^.]+)\.arn/.exec(arn)?.[1];
  return id === undefined ? [ANYTHING] : documentAt(json, String(json['resource'].aws_iam_policy[id].policy));
}

function boundaryNamed(stacks: Stacks, arn: string): Statement[] {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const [, account] = /::(\d+):/.exec(arn) ?? [];
  const isOfAccount = (json: Block): boolean => String(json['provider'].aws[0].allowed_account_ids) === account;
  const holder = Object.values(stacks).find(
    (json) =>
      isOfAccount(json) &&
      Object.values<Block>(json['resource']?.aws_iam_policy ?? {}).some((policy) => policy['name'] === name),
  );
  return holder === undefined ? [ANYTHING] : statementsNamed(holder, name);
}

function only(json: Block, type: string, fits: (block: Block) => boolean, what: string): [string, Block] {
  const found = Object.entries<Block>(json['resource']?.[type] ?? {}).filter(([, block]) => fits(block));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} times ${type} ${what}`);
  return first;
}
