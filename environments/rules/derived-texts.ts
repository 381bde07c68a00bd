import { DOCUMENTED_LIMITS } from '../../domain/aws-limits/documented';
import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import type { Finding } from '../../domain/finding';
import { topicKeyAlias, undeliveredQueue } from '../../domain/notifications/derived-names';
import { windowDescription } from '../../domain/ssm-backup/window-description';
import type { Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { type Format, GROUP, TOPIC } from './formats';

/** A text that the stacks build from a setting. */
interface Derived<From> {
  readonly what: string;
  readonly path: string;
  readonly format: Format;
  /** The setting; undefined if nothing is built from it. */
  readonly from: (configured: From) => string | undefined;
  readonly built: (setting: string) => string;
  readonly most: number;
}

/** An environment, or the organization. */
type Notified = Pick<Environment, 'notifications'>;

const topicIf =
  (needed: (notifications: Environment['notifications']) => boolean): Derived<Notified>['from'] =>
  ({ notifications }) =>
    needed(notifications) ? notifications.topicName : undefined;

const OF_TOPIC: readonly Derived<Notified>[] = [
  {
    what: 'the alias of the key of the topic',
    path: 'notifications.topicName',
    format: TOPIC,
    from: topicIf(({ key }) => key === 'customer-managed'),
    built: topicKeyAlias,
    most: AWS_LIMITS.kms.AliasNameType.max,
  },
  {
    what: 'the name of the dead-letter queue',
    path: 'notifications.topicName',
    format: TOPIC,
    from: topicIf(({ subscriptions }) => subscriptions.some(({ deadLetterQueue }) => deadLetterQueue)),
    built: undeliveredQueue,
    most: DOCUMENTED_LIMITS.queueName.max,
  },
];

const DERIVED: readonly Derived<Environment>[] = [
  ...OF_TOPIC,
  {
    what: 'the description of the maintenance window',
    path: 'ssmBackup.group',
    format: GROUP,
    from: ({ ssmBackup }) => (ssmBackup === 'none' ? undefined : ssmBackup.group),
    built: windowDescription,
    most: AWS_LIMITS.ssm.MaintenanceWindowDescription.max,
  },
];

/** Texts that the stacks build from settings, and that become longer than AWS accepts. */
export const derivedTexts: EnvironmentRule = (environment) => tooLong(DERIVED, environment);

/** Those that the stacks build from the name of a topic. */
export const topicTexts = (configured: Notified): Finding[] => tooLong(OF_TOPIC, configured);

function tooLong<From>(derived: readonly Derived<From>[], configured: From): Finding[] {
  return derived.flatMap(({ what, path, format, from, built, most }): Finding[] => {
    const found = from(configured);
    if (found === undefined || !format.pattern.test(found)) return [];
    const { length } = built(found);
    if (length <= most) return [];
    return [
      {
        rule: 'derived-text-too-long',
        severity: 'error',
        source: 'aws',
        path,
        found,
        message: `${what} would have ${length} characters, and AWS accepts ${most}`,
        remedy: `use up to ${found.length - (length - most)} characters`,
      },
    ];
  });
}
