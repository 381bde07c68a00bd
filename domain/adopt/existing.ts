import { isObject, type JsonObject } from '../json-object';
import type { FoundAccount, FoundRegion } from './found';
import { isOfService } from './plans';

/** A resource of a synthesized stack. */
export interface StackResource {
  readonly type: string;
  readonly address: string;
  readonly region: string;
  /** With references to resources of the stack resolved, as far as what they refer to exists. */
  readonly values: JsonObject;
}

type Here = FoundRegion & { readonly account: FoundAccount };

/** What AWS generated for a resource that exists: nothing, its ID or its URL. Undefined if it does not exist. */
type Find = (values: JsonObject, here: Here, resource: StackResource, json: JsonObject) => JsonObject | undefined;

/** What the account has of a resource of a stack; undefined if it does not have it. */
export function existing(resource: StackResource, account: FoundAccount, json: JsonObject): JsonObject | undefined {
  const here = { ...NO_REGION, ...account.regions[resource.region], account };
  return FINDERS[resource.type]?.(resource.values, here, resource, json);
}

/** A region that was not read: roles are in none. */
export const NO_REGION: FoundRegion = {
  vaults: [],
  plans: [],
  topics: [],
  keys: [],
  settings: undefined,
  eventRules: [],
  windows: [],
  documents: [],
  named: {},
  schedules: {},
  logRetentionDays: {},
};

const NOTHING_MORE = {};
const whether = (exists: boolean): JsonObject | undefined => (exists ? NOTHING_MORE : undefined);
const withId = (found: { readonly id: string } | undefined): JsonObject | undefined => found && { id: found.id };

/** What a vault has. */
const ofVault =
  (part: 'lock' | 'accessPolicy' | 'notifications'): Find =>
  ({ backup_vault_name: name }, { vaults }) =>
    whether(vaults.find((vault) => vault.name === name)?.[part] !== undefined);

/** A resource that is found by its configured name. */
const named =
  (argument: string): Find =>
  (values, here, { type }) =>
    isNamed(type, values[argument], here);

function isNamed(type: string, name: unknown, { named: names }: Here): JsonObject | undefined {
  return whether(names[type]?.includes(String(name)) === true);
}

const topicOf = (arn: unknown, { topics }: Here) => topics.find((topic) => topic.arn === arn);
const windowOf = (id: unknown, { windows }: Here) => windows.find((window) => window.id === id);
const roleOf = (name: unknown, { account }: Here) => account.roles.find((role) => role.name === name);

/** By Terraform type: every type of the stacks of an environment, except for the bootstrap. */
const FINDERS: Readonly<Record<string, Find>> = {
  aws_backup_vault: ({ name }, { vaults }) => whether(vaults.some((vault) => vault.name === name)),
  aws_backup_vault_lock_configuration: ofVault('lock'),
  aws_backup_vault_policy: ofVault('accessPolicy'),
  aws_backup_vault_notifications: ofVault('notifications'),
  aws_backup_plan: ({ name }, { plans }) => withId(plans.find((plan) => plan.name === name && !isOfService(plan))),
  aws_backup_selection: ({ plan_id: planId, name }, { plans }) =>
    withId(plans.find(({ id }) => id === planId)?.selections.find((selection) => selection.name === name)),
  aws_backup_region_settings: (_, { settings }) => whether(settings !== undefined),
  aws_iam_role: ({ name }, here) => whether(roleOf(name, here) !== undefined),
  aws_iam_role_policy_attachment: ({ role, policy_arn: arn }, here) =>
    whether(roleOf(role, here)?.policyArns.includes(String(arn)) === true),
  aws_iam_policy: ({ name }, { account: { policies, accountId } }) =>
    whether(policies.some(({ arn }) => arn === `arn:aws:iam::${accountId}:policy/${String(name)}`)),
  aws_kms_key: (_, { keys }, { address }, json) => {
    const alias = aliasOf(address, json);
    return withId(keys.find(({ aliases }) => alias !== undefined && aliases.includes(alias)));
  },
  aws_kms_alias: ({ name }, { keys }) => whether(keys.some(({ aliases }) => aliases.includes(String(name)))),
  aws_sns_topic: ({ name }, { topics }) => whether(topics.some((topic) => topic.name === name)),
  aws_sns_topic_policy: ({ arn }, here) => whether(topicOf(arn, here)?.policy !== undefined),
  // SNS gives no ARN to a subscription until it is confirmed.
  aws_sns_topic_subscription: ({ topic_arn: topic, protocol, endpoint }, here) => {
    const subscriptions = topicOf(topic, here)?.subscriptions ?? [];
    const arn = subscriptions.find((one) => one.protocol === protocol && one.endpoint === endpoint)?.arn;
    return arn === undefined ? undefined : { id: arn };
  },
  aws_sqs_queue: (values, here, { region }) => {
    const url = queueUrl(String(values['name']), region, here.account.accountId);
    return isNamed('aws_sqs_queue', values['name'], here) && { url };
  },
  aws_sqs_queue_policy: ({ queue_url: url }) => whether(typeof url === 'string' && !url.includes('${')),
  aws_cloudwatch_event_rule: named('name'),
  aws_cloudwatch_event_target: ({ rule }, here) => isNamed('aws_cloudwatch_event_rule', rule, here),
  aws_scheduler_schedule: named('name'),
  aws_cloudwatch_metric_alarm: named('alarm_name'),
  aws_cloudwatch_log_group: named('name'),
  aws_lambda_function: named('function_name'),
  aws_lambda_function_event_invoke_config: ({ function_name: name }, here) =>
    isNamed('aws_lambda_function', name, here),
  aws_ssm_document: ({ name }, { documents }) => whether(documents.some((document) => document.name === name)),
  aws_ssm_maintenance_window: ({ name }, { windows }) => withId(windows.find((window) => window.name === name)),
  aws_ssm_maintenance_window_target: ({ window_id: id }, here) => withId(windowOf(id, here)?.targets[0]),
  aws_ssm_maintenance_window_task: ({ window_id: id }, here) => withId(windowOf(id, here)?.tasks[0]),
};

/** Whether adopt looks for resources of a type. */
export function isAdoptable(type: string): boolean {
  return type in FINDERS;
}

export function queueUrl(name: string, region: string, account: string): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** The alias that a stack gives to a key, by which the key is found. */
function aliasOf(address: string, { resource }: JsonObject): string | undefined {
  const aliases = isObject(resource) ? resource['aws_kms_alias'] : undefined;
  const own = Object.values(isObject(aliases) ? aliases : {})
    .filter(isObject)
    .find(({ target_key_id: target }) => target === `\${${address}.key_id}`);
  return typeof own?.['name'] === 'string' ? own['name'] : undefined;
}
