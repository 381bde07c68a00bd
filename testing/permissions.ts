import type { ResourceName, TerraformType } from '../domain/terraform/terraform-type';
import { TERRAFORM_TYPES } from '../domain/terraform/terraform-types';
import { isAllowed, type Request } from './iam/evaluate';
import { policiesOf, type Stacks } from './iam/role-policies';
import { fixtures } from './fixtures';
import type { Statement } from './iam/statement';
import type { Block } from './synthesized';

/** Whether one of the statements lets in an action on an ARN, by its patterns and apart from its conditions. */
export function allowed(statements: readonly Statement[], action: string, resource: string): boolean {
  const unconditional = statements
    .filter(({ effect }) => effect !== 'Deny')
    .map(({ condition: _any, ...statement }) => statement);
  return isAllowed({ identity: unconditional }, { action, resource });
}

/** The account and the region of an environment. */
type Place = Omit<ResourceName, 'name'>;

export const PROD: Place = { account: '333333333333', region: 'ap-northeast-1' };

/** The ARN of an IAM resource in the account of prod: `iam('policy/', name)`. */
export const iam = (kind: string, name: unknown) => `arn:aws:iam::${PROD.account}:${kind}${String(name)}`;

/** Names of resources that have none of their own: the ID that AWS assigns, or the resource that they belong to. */
const OTHER_NAMES: Record<string, string> = {
  aws_lambda_function_event_invoke_config: 'lmd-ssmagentcheck-send-sns',
  aws_organizations_delegated_administrator: `${fixtures.organization.id}/555555555555`,
  aws_organizations_policy: `policy/${fixtures.organization.id}/backup_policy/p-1`,
  aws_organizations_policy_attachment: `policy/${fixtures.organization.id}/backup_policy/p-1`,
  aws_sns_topic_policy: 'sns-backup-alertnotification',
  aws_sns_topic_subscription: 'sns-backup-alertnotification:id',
  aws_ssm_maintenance_window: 'maintenancewindow/mw-1',
  aws_ssm_maintenance_window_target: 'maintenancewindow/mw-1',
  aws_ssm_maintenance_window_task: 'maintenancewindow/mw-1',
};

/** What AWS checks in addition to the resource itself. */
const ALSO_CHECKED: Record<string, (action: string, place: Place) => readonly string[]> = {
  aws_kms_alias: (_action, { account, region }) => [`arn:aws:kms:${region}:${account}:key/1`],
  aws_ssm_maintenance_window_target: partOf('windowtarget/id'),
  aws_ssm_maintenance_window_task: partOf('windowtask/id'),
};

function partOf(part: string) {
  return (action: string, { account, region }: Place) =>
    action.startsWith('ssm:Register') ? [] : [`arn:aws:ssm:${region}:${account}:${part}`];
}

/** The arguments that refer to what a resource belongs to. */
const OWNERS = ['role', 'bucket', 'rule', 'queue_url', 'event_bus_name'];

/** The ARN of a resource, from its name, or from that of the role, bucket, rule, queue or bus that it belongs to. */
function arnOf({ type, arn }: TerraformType, block: Block, json: Block, { account, region }: Place): string {
  const isNamed = type === 'aws_cloudwatch_event_rule' || type === 'aws_lambda_function';
  const named = isNamed ? block : ownerOf(block, OWNERS, json);
  const { name, function_name, bucket, url, path = '/' } = named;
  const place = { account, region: block['region'] ?? region };
  if (type.startsWith('aws_iam_role')) return arn({ ...place, name: `${String(path).slice(1)}${name}` });
  if (type.startsWith('aws_cloudwatch_event_') && name !== undefined) {
    const { name: bus } = ownerOf(named, ['event_bus_name'], json);
    return arn({ ...place, name: bus === name ? name : `${bus}/${name}` });
  }
  // Such as the `alarm_name` of an `aws_cloudwatch_metric_alarm`.
  const own = named[`${type.split('_').at(-1)}_name`];
  return arn({
    ...place,
    name: OTHER_NAMES[type] ?? function_name ?? own ?? bucket ?? url?.replace('https://', '') ?? name ?? 'id',
  });
}

/** The resource that one of the arguments refers to; the resource itself if none does. */
function ownerOf(block: Block, owners: readonly string[], json: Block): Block {
  const references = owners.map((argument) => String(block[argument])).join(' ');
  const [, type = '', id = ''] = /\$\{(aws_[a-z0-9_]+)\.([^.]+)\./.exec(references) ?? [];
  return json['resource'][type]?.[id] ?? block;
}

/** Statements of the apply role's own policies, except those about states. */
export function statementsOf(bootstrap: Block | undefined, applyRole = 'backupctl-apply'): Statement[] {
  const policies: Block[] = Object.values(bootstrap?.['resource'].aws_iam_policy ?? {});
  return policies
    .filter(({ name }) => String(name).startsWith(`${applyRole}-`) && name !== `${applyRole}-state`)
    .flatMap(({ policy }) => {
      const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(String(policy))?.[1] ?? '';
      return bootstrap?.['data'].aws_iam_policy_document[id].statement as Statement[];
    });
}

/** Every resource of some stacks. */
export const resourcesOf = (stacks: Stacks) =>
  Object.entries(stacks).flatMap(([stack, json]) =>
    Object.entries<Record<string, Block>>(json['resource'] ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([id, block]) => ({ stack, type, id, block })),
    ),
  );

/** A role that a bootstrap stack creates. */
export interface BootstrapRole extends Place {
  readonly bootstrap: string;
  readonly role: string;
}

/** What a role may not create, update or destroy in stacks that `isDeployed` selects, with the conditions of its policies. */
export function deniedActions(
  stacks: Stacks,
  isDeployed: (stack: string) => boolean,
  { bootstrap, role, ...place }: BootstrapRole,
): string[] {
  const policies = policiesOf(stacks, bootstrap, role);
  const deployed = Object.fromEntries(Object.entries(stacks).filter(([name]) => isDeployed(name)));
  return resourcesOf(deployed).flatMap(({ stack, type, id, block }) => {
    const record = TERRAFORM_TYPES.get(type);
    if (!record) return [`${stack} ${type}.${id} has no record`];
    if (isOfMember(block)) return [];
    const { create, update, destroy } = record.actions;
    const own = arnOf(record, block, deployed[stack] ?? {}, place);
    const contexts = contextsOf(deployed, stack, block, place);
    // AWS assigns some ARNs only on creation.
    const isPermitted = (action: string, arn: string) =>
      contexts.some((context) => [arn, '*'].some((resource) => isAllowed(policies, { action, resource, context })));
    return [...create, ...update, ...destroy].flatMap((action) =>
      [own, ...(ALSO_CHECKED[type]?.(action, place) ?? [])]
        .filter((arn) => !isPermitted(action, arn))
        .map((arn) => `${stack} ${type}.${id}: ${action} ${arn}`),
    );
  });
}

/** What a role cannot read to refresh the states of stacks that `isRead` selects. */
export function deniedReads(
  stacks: Stacks,
  isRead: (stack: string) => boolean,
  { bootstrap, role, ...place }: BootstrapRole,
): string[] {
  const policies = policiesOf(stacks, bootstrap, role);
  const read = Object.fromEntries(Object.entries(stacks).filter(([name]) => isRead(name)));
  return resourcesOf(read).flatMap(({ stack, type, id, block }) => {
    const record = TERRAFORM_TYPES.get(type);
    if (!record || isOfMember(block)) return [];
    const { read: reads, list = [] } = record.actions;
    const arn = arnOf(record, block, read[stack] ?? {}, place);
    return [...reads.map((action) => [action, arn] as const), ...list.map((action) => [action, '*'] as const)]
      .filter(([action, resource]) => !isAllowed(policies, { action, resource }))
      .map(([action, resource]) => `${stack} ${type}.${id}: ${action} ${resource}`);
  });
}

/** Whether Terraform assumes a role of a member account for it. */
function isOfMember({ provider }: Block): boolean {
  return String(provider).includes('account-');
}

type Context = NonNullable<Request['context']>;

/** The condition keys of requests for a resource: before it exists, and once it has its tags. */
function contextsOf(stacks: Stacks, stack: string, block: Block, { account, region }: Place): Context[] {
  const json = stacks[stack] ?? {};
  const [{ default_tags: [{ tags = {} } = {}] = [] } = {}]: Block[] = json['provider']?.aws ?? [];
  const tagged = (where: string): Context =>
    Object.fromEntries(
      Object.entries({ ...tags, ...block['tags'] }).map(([key, value]) => [`aws:${where}/${key}`, String(value)]),
    );
  const topics = resourcesOf(stacks)
    .filter(({ type }) => type === 'aws_sns_topic')
    .map((topic) => `arn:aws:sns:${region}:${account}:${topic.block['name']}`);
  const roleId = /aws_iam_role\.([^.]+)\.name/.exec(String(block['role']))?.[1];
  const policyId = /aws_iam_policy\.([^.]+)\.arn/.exec(String(block['policy_arn']))?.[1];
  const bounded = roleId === undefined ? block : json['resource'].aws_iam_role[roleId];
  const policyArn =
    policyId === undefined
      ? block['policy_arn']
      : `arn:aws:iam::${account}:policy/${json['resource'].aws_iam_policy[policyId].name}`;
  const targets = resourcesOf(stacks).flatMap(({ type, block: target }) => {
    if (type === 'aws_sqs_queue') return `arn:aws:sqs:${region}:${account}:${target['name']}`;
    return type === 'aws_cloudwatch_event_bus' ? `arn:aws:events:${region}:${account}:event-bus/${target['name']}` : [];
  });
  const buses = targets.filter((target) => target.includes(':event-bus/'));
  const always = {
    'cloudwatch:AlarmActions': topics,
    'events:TargetArn': buses.length > 0 ? targets : topics,
    ...given('lambda:FunctionArn', mappedFunction(block, json, { account, region })),
    'iam:AWSServiceName': 'backup.amazonaws.com',
    'lambda:Principal': String(block['principal']),
    'organizations:PolicyType': 'BACKUP_POLICY',
    'organizations:ServicePrincipal': 'backup.amazonaws.com',
    ...given('iam:PermissionsBoundary', bounded?.['permissions_boundary']),
    ...given('iam:PolicyARN', policyArn),
  };
  const requested = tagged('RequestTag');
  return [
    { ...always, ...requested },
    { ...always, ...requested, ...tagged('ResourceTag') },
  ];
}

/** The function that an event source mapping invokes. */
function mappedFunction(block: Block, json: Block, { account, region }: Place): string | undefined {
  const id = /aws_lambda_function\.([^.]+)\./.exec(String(block['function_name']))?.[1];
  if (id === undefined) return undefined;
  return `arn:aws:lambda:${region}:${account}:function:${json['resource'].aws_lambda_function[id].function_name}`;
}

/** A condition key with its value; nothing if the resource does not set it. */
function given(variable: string, value: string | undefined): Context {
  return value === undefined ? {} : { [variable]: value };
}
