import { notifiedEvents } from '../../domain/backup/vault-events';
import { type FailureMessage, failureMessages } from '../../domain/notifications/failure-messages';
import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { filterTooLarge } from '../../domain/notifications/filter-limits';
import { FilterPolicyError, lets, type MessageAttributes } from '../../domain/notifications/filter-policy';
import { type Finding, refusal } from '../../domain/finding';
import type { Subscription } from '../schema';
import type { EnvironmentRule } from './environment-rule';

/** Someone is notified of every failure (N4). */
export const notifications: EnvironmentRule = ({ accountId, backup, notifications: configured }) => {
  const { subscriptions, createdIn, otherSubscriptions } = configured;
  // Recipients of existing topics are not configured here.
  if (createdIn.length === 0) return subscribesNothing(subscriptions);
  const published = backup.vaults.filter(
    ({ region, topicArn }) => topicArn === undefined && createdIn.includes(region),
  );
  const events = [...new Set(published.flatMap(notifiedEvents))];
  return recipientFindings(subscriptions, failureMessages(events, accountId), otherSubscriptions);
};

/**
 * @param failures the messages that someone must get
 * @param otherSubscriptions `unmanaged`: unknown recipients may get them
 */
export function recipientFindings(
  subscriptions: readonly Subscription[],
  failures: readonly FailureMessage[],
  otherSubscriptions?: 'unmanaged',
): Finding[] {
  const unreadable = subscriptions.flatMap((subscription) => filterNotReadable(subscription));
  return [
    ...(subscriptions.length === 0 && !otherSubscriptions ? [noRecipients()] : []),
    ...unreadable,
    ...subscriptions.flatMap((subscription) => filterNotTaken(subscription)),
    ...(unreadable.length > 0 ? [] : failuresSwallowed(subscriptions, failures, otherSubscriptions)),
  ];
}

/** The path of a subscription in its file. */
export function placeOf(subscription: Subscription): string {
  return `notifications.subscriptions.${labelOf(subscription)}`;
}

/** The part of a subscription's address that can be shown. For a URL, that is its host: the rest can be a secret. */
export function labelOf(subscription: Subscription): string {
  if (subscription.protocol === 'email') return subscription.endpoint;
  const { endpoint, endpointParameter } = subscription;
  if (endpointParameter !== undefined) return endpointParameter;
  if (endpoint === undefined || !URL.canParse(endpoint)) return 'https';
  const { protocol, host } = new URL(endpoint);
  return `${protocol}//${host}`;
}

function subscribesNothing([first]: readonly Subscription[]): Finding[] {
  if (!first) return [];
  return [
    refusal({
      rule: 'setting-without-effect',
      path: placeOf(first),
      message:
        'subscribes to no topic: the environment has only existing topics, whose subscriptions it does not change',
      remedy: 'remove the subscriptions, and subscribe to the existing topics where they are managed',
    }),
  ];
}

function noRecipients(): Finding {
  return {
    rule: 'nobody-listens',
    severity: 'warning',
    source: 'backupctl',
    path: 'notifications.subscriptions',
    message: 'no one is notified of failures',
    remedy: "add a subscription such as { protocol: 'email', endpoint: 'backup-alerts@example.com' }",
  };
}

function filterNotReadable(subscription: Subscription): Finding[] {
  try {
    gets(subscription, {});
    return [];
  } catch (error) {
    if (!(error instanceof FilterPolicyError)) throw error;
    return [
      {
        rule: 'filter-not-readable',
        severity: 'error',
        source: 'aws',
        path: `${placeOf(subscription)}.filter`,
        message: `SNS would reject the filter: ${error.message}`,
        remedy: 'correct it, or remove it to receive everything except completed jobs',
      },
    ];
  }
}

function filterNotTaken(subscription: Subscription): Finding[] {
  const { filter = DEFAULT_FILTER } = subscription;
  return (filter === 'none' ? [] : filterTooLarge(filter)).map((message) => ({
    rule: 'filter-too-large',
    severity: 'error',
    source: 'aws',
    path: `${placeOf(subscription)}.filter`,
    message: `SNS would reject the filter: ${message}`,
    remedy: 'shorten it, or split it into two subscriptions',
  }));
}

/** A failure that no subscription gets is an error; one that another subscription gets can be intended. */
function failuresSwallowed(
  subscriptions: readonly Subscription[],
  failures: readonly FailureMessage[],
  otherSubscriptions: 'unmanaged' | undefined,
): Finding[] {
  return subscriptions.flatMap((subscription): Finding[] => {
    const missed = failures.filter(({ attributes }) => !gets(subscription, attributes));
    if (missed.length === 0) return [];
    const unheard = otherSubscriptions
      ? []
      : missed.filter(({ attributes }) => !subscriptions.some((other) => gets(other, attributes)));
    const concerned = unheard.length > 0 ? unheard : missed;
    return [
      {
        rule: 'filter-swallows-failures',
        severity: unheard.length > 0 ? 'error' : 'warning',
        source: 'backupctl',
        path: `${placeOf(subscription)}.filter`,
        message: `the filter drops ${concerned.map(({ description }) => description).join('; ')}${unheard.length > 0 ? ', and no other subscription gets it' : ''}`,
        remedy: `remove the filter, which means ${JSON.stringify(DEFAULT_FILTER)}, or let these through`,
      },
    ];
  });
}

function gets({ filter = DEFAULT_FILTER }: Subscription, attributes: MessageAttributes): boolean {
  return filter === 'none' || lets(filter, attributes);
}
