import type { FoundAccount, FoundAccountRole, FoundRegion } from '../../domain/adopt/found';
import { standaloneStack } from '../../domain/adopt/standalone';
import type { Block } from '../synthesized';
import { planOf, vaultOf } from './deployed-backups';
import { attribute, type Deployed, type Place, resourcesOf } from './deployed-resources';
import { foundRegion, foundRole, foundSelection, foundTopic } from './found-account';

/**
 * What AWS would return of an account to which these stacks were applied, without Terraform: the values of resources, what AWS
 * generates, and its defaults.
 *
 * What the stacks refer to and do not create, others have.
 *
 * @param synthesized JSON by stack, such as `iam`
 * @param others what others have in addition to that
 */
export function deployedAccount(
  synthesized: Readonly<Record<string, Block>>,
  place: Place,
  others: Others = {},
): FoundAccount {
  const all = Object.entries(synthesized).map(([name, json]) => ({ name, json }));
  const resources = all.flatMap((stack) =>
    resourcesOf(standaloneStack(stack, all, [], place.accountId) as Block, place),
  );
  const ofType = (type: string, region?: string): Deployed[] =>
    resources.filter((one) => one.type === type && (region === undefined || one.region === region));
  const regions = [...new Set([place.home, ...resources.map(({ region }) => region)])].toSorted();
  const roles = ofType('aws_iam_role').map(({ values }) => roleOf(values, ofType, place));
  const used = new Set(ofType('aws_backup_selection').map(({ values }) => String(values['iam_role_arn'])));
  return {
    accountId: place.accountId,
    regions: Object.fromEntries(
      regions.map((region) => {
        const found = regionOf((type) => ofType(type, region), region === place.home);
        return [region, withOthers(found, others)];
      }),
    ),
    roles: [
      ...roles,
      ...[...used].filter((arn) => !roles.some((role) => role.arn === arn)).map((arn) => foundRole('Company', { arn })),
    ],
    policies: ofType('aws_iam_policy').map(({ values }) => ({
      arn: `arn:aws:iam::${place.accountId}:policy/${values['name']}`,
      document: values['policy'],
    })),
    denied: [],
  };
}

/** What others created. */
interface Others {
  /** The keys of topics, by the ARN of the topic. */
  readonly topicKeys?: Readonly<Record<string, string>>;
  /** The access policies of vaults, by the name of the vault. */
  readonly vaultPolicies?: Readonly<Record<string, string>>;
  /** The plans with a selection of others, by their names. */
  readonly otherSelections?: readonly string[];
}

/** No configuration can express its condition. */
const selectionOfOthers = foundSelection('Others', {
  terms: {
    any: [],
    conditions: { stringEquals: [{ key: 'aws:RequestedRegion', value: 'ap-northeast-1' }] },
    resources: ['*'],
    notResources: [],
  },
});

/** With the topics, keys and policies of others that vaults and topics have. */
function withOthers(
  found: FoundRegion,
  { topicKeys = {}, vaultPolicies = {}, otherSelections = [] }: Others,
): FoundRegion {
  const notified = new Set(found.vaults.flatMap(({ notifications }) => notifications?.topicArn ?? []));
  const topics = [...notified]
    .filter((arn) => !found.topics.some((topic) => topic.arn === arn))
    .map((arn) => foundTopic(arn.replace(/^.*:/, ''), { arn, policy: '{}', keyId: topicKeys[arn] }));
  const used = [...found.vaults.map(({ keyArn }) => keyArn), ...[...found.topics, ...topics].map(({ keyId }) => keyId)];
  const keys = [...new Set(used)].flatMap((arn) =>
    arn === undefined || found.keys.some((key) => key.arn === arn)
      ? []
      : [{ arn, id: arn, aliases: [], manager: 'CUSTOMER', state: 'Enabled', policy: '{}', isRotated: false } as const],
  );
  const vaults = found.vaults.map((vault) => ({
    ...vault,
    accessPolicy: vault.accessPolicy ?? vaultPolicies[vault.name],
  }));
  const plans = found.plans.map((plan) => ({
    ...plan,
    selections: otherSelections.includes(plan.name) ? [...plan.selections, selectionOfOthers] : plan.selections,
  }));
  return { ...found, vaults, plans, topics: [...found.topics, ...topics], keys: [...found.keys, ...keys] };
}

type OfType = (type: string) => Deployed[];

function roleOf(values: Block, ofType: OfType, { accountId }: Place): FoundAccountRole {
  const { name, path = '/' } = values;
  return foundRole(name, {
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    path,
    trust: values['assume_role_policy'],
    boundaryArn: values['permissions_boundary'],
    policyArns: ofType('aws_iam_role_policy_attachment')
      .filter((one) => one.values['role'] === name)
      .map((one) => one.values['policy_arn']),
    tags: values['tags'] ?? {},
  });
}

function regionOf(ofType: OfType, isHome: boolean): FoundRegion {
  const values = (type: string): Block[] => ofType(type).map((one) => one.values);
  const names = (type: string, argument = 'name'): [string, string[]][] => {
    const found = values(type).map((one) => one[argument]);
    return found.length === 0 ? [] : [[type, found]];
  };
  const [settings] = values('aws_backup_region_settings');
  return foundRegion({
    vaults: values('aws_backup_vault').map((vault) => vaultOf(vault, values)),
    plans: ofType('aws_backup_plan').map((plan) => planOf(plan, values)),
    topics: ofType('aws_sns_topic').map((topic) => topicOf(topic, ofType)),
    keys: ofType('aws_kms_key').map((key) => ({
      arn: attribute(key, 'arn'),
      id: attribute(key, 'id'),
      aliases: values('aws_kms_alias')
        .filter((alias) => alias['target_key_id'] === attribute(key, 'id'))
        .map((alias) => alias['name']),
      manager: 'CUSTOMER',
      state: 'Enabled',
      policy: key.values['policy'],
      isRotated: key.values['enable_key_rotation'],
    })),
    settings: settings && {
      optIn: settings['resource_type_opt_in_preference'],
      management: settings['resource_type_management_preference'] ?? {},
    },
    windows: isHome ? ofType('aws_ssm_maintenance_window').map((window) => windowOf(window, ofType)) : [],
    documents: values('aws_ssm_document').map(({ name, content }) => ({ name, content })),
    named: Object.fromEntries([
      ...names('aws_cloudwatch_event_rule'),
      ...names('aws_cloudwatch_metric_alarm', 'alarm_name'),
      ...names('aws_cloudwatch_log_group'),
      ...names('aws_lambda_function', 'function_name'),
      ...names('aws_scheduler_schedule'),
      ...names('aws_sqs_queue'),
    ]),
    schedules: Object.fromEntries(
      values('aws_scheduler_schedule').map((schedule) => [
        schedule['name'],
        {
          expression: schedule['schedule_expression'],
          maximumAgeSeconds: schedule['target'].retry_policy.maximum_event_age_in_seconds,
        },
      ]),
    ),
    logRetentionDays: Object.fromEntries(
      values('aws_cloudwatch_log_group').map((logs) => [logs['name'], logs['retention_in_days']]),
    ),
  });
}

function topicOf(topic: Deployed, ofType: OfType): FoundRegion['topics'][number] {
  const arn = attribute(topic, 'arn');
  const { name, display_name: displayName = '', kms_master_key_id: keyId, tags } = topic.values;
  return foundTopic(name, {
    arn,
    displayName,
    policy: ofType('aws_sns_topic_policy').find(({ values }) => values['arn'] === arn)?.values['policy'],
    keyId,
    subscriptions: ofType('aws_sns_topic_subscription')
      .filter(({ values }) => values['topic_arn'] === arn)
      .map(({ address, values }) => ({
        arn: `${arn}:${address}`,
        protocol: values['protocol'],
        // As adopt reads it: without what can be a secret.
        endpoint: values['protocol'] === 'https' ? 'https://hooks.example.com' : values['endpoint'],
        attributes: {
          filterPolicy: values['filter_policy'],
          filterPolicyScope: values['filter_policy_scope'],
          redrivePolicy: values['redrive_policy'],
        },
        settings: {},
      })),
    tags: tags ?? {},
  });
}

function windowOf(window: Deployed, ofType: OfType): FoundRegion['windows'][number] {
  const id = attribute(window, 'id');
  const { name, schedule, schedule_timezone: timezone, duration, cutoff } = window.values;
  const ofWindow = (type: string): Deployed[] => ofType(type).filter(({ values }) => values['window_id'] === id);
  return {
    id,
    name,
    enabled: true,
    schedule,
    timezone,
    durationHours: duration,
    cutoffHours: cutoff,
    targets: ofWindow('aws_ssm_maintenance_window_target').map((target) => ({
      id: attribute(target, 'id'),
      tags: Object.fromEntries(
        target.values['targets'].map(({ key, values }: Block) => [String(key).replace('tag:', ''), values]),
      ),
    })),
    tasks: ofWindow('aws_ssm_maintenance_window_task').map((task) => ({
      id: attribute(task, 'id'),
      name: task.values['name'],
      document: task.values['task_arn'],
    })),
    unread: [],
  };
}
