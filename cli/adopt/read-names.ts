import { vaultKeyNames } from '../../domain/backup/vault-key-policy';
import { defined } from '../../domain/defined';
import { ENVIRONMENT_NAMES, type EnvironmentNames, type NamedType, namesOfType } from '../../domain/names';
import { DEFAULT_TOPIC_NAME, topicKeyAlias, undeliveredQueue } from '../../domain/notifications/derived-names';
import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import type { ReadNames } from '../../operations/adopt/read-account';

const { alias: VAULT_KEY_ALIASES } = vaultKeyNames('');

interface Configured {
  /** The region of the environment. */
  readonly region: string;
  readonly names?: Partial<EnvironmentNames> | undefined;
  readonly topicName?: string | undefined;
}

/** The names of what an environment creates. What already has such a name is taken over, or is in the way. */
export function readNames({
  region: home,
  names: replaced = {},
  topicName = DEFAULT_TOPIC_NAME,
}: Configured): ReadNames {
  const defaults = Object.entries(ENVIRONMENT_NAMES).map(([key, { name }]) => [key, name]);
  const names = { ...(Object.fromEntries(defaults) as EnvironmentNames), ...defined(replaced) };
  return {
    roles: namesOfType(names, 'aws_iam_role'),
    policies: namesOfType(names, 'aws_iam_policy'),
    topics: [topicName],
    documents: [BACKUP_DOCUMENT],
    eventRules: namesOfType(names, 'aws_cloudwatch_event_rule'),
    byType: (region, topics) => {
      // Topics are in every region of a vault. The other resources are in the environment's.
      const ofType = (type: NamedType): string[] => (region === home ? namesOfType(names, type) : []);
      const functions = ofType('aws_lambda_function');
      const queues = ofType('aws_sqs_queue');
      return {
        // The alarm of a queue has its name.
        aws_cloudwatch_metric_alarm: [...ofType('aws_cloudwatch_metric_alarm'), ...queues],
        aws_cloudwatch_log_group: functions.map((name) => `/aws/lambda/${name}`),
        aws_lambda_function: functions,
        aws_scheduler_schedule: ofType('aws_scheduler_schedule'),
        aws_sqs_queue: [...queues, ...topics.map(undeliveredQueue)],
      };
    },
    isKeyAlias: (alias) => alias === topicKeyAlias(topicName) || alias.startsWith(VAULT_KEY_ALIASES),
  };
}
