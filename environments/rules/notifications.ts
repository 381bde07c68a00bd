import { failureMessages } from '../../domain/notifications/failure-messages';
import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';
import { filterTooLarge } from '../../domain/notifications/filter-limits';
import { FilterPolicyError, lets, type MessageAttributes } from '../../domain/notifications/filter-policy';
import type { Finding } from '../../domain/finding';
import type { Environment, Subscription } from '../schema';
import type { EnvironmentRule } from './environment-rule';

/** Who hears of failures, and that somebody does (N4). */
export const notifications: EnvironmentRule = (environment) => {
  const { subscriptions } = environment.notifications;
  const unreadable = subscriptions.flatMap((subscription) => filterNotReadable(subscription));
  return [
    ...(subscriptions.length === 0 ? [nobodyListens()] : []),
    ...unreadable,
    ...subscriptions.flatMap((subscription) => filterNotTaken(subscription)),
    ...(unreadable.length > 0 ? [] : failuresSwallowed(environment)),
  ];
};

/** Where a subscription stands in its file. */
export function placeOf(subscription: Subscription): string {
  return `notifications.subscriptions.${labelOf(subscription)}`;
}

/** What people may read of a subscription's address. Of a URL that is its host: the rest may be a secret. */
export function labelOf(subscription: Subscription): string {
  if (subscription.protocol === 'email') return subscription.endpoint;
  const { endpoint, endpointParameter } = subscription;
  if (endpointParameter !== undefined) return endpointParameter;
  if (endpoint === undefined || !URL.canParse(endpoint)) return 'https';
  const { protocol, host } = new URL(endpoint);
  return `${protocol}//${host}`;
}

function nobodyListens(): Finding {
  return {
    rule: 'nobody-listens',
    severity: 'warning',
    source: 'backupctl',
    path: 'notifications.subscriptions',
    message: 'nobody is told about failures',
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
        message: `SNS would not take the filter: ${error.message}`,
        remedy: 'correct it, or leave it out for all but the completed jobs',
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
    message: `SNS would not take the filter: ${message}`,
    remedy: 'shorten it, or subscribe twice with a part each',
  }));
}

/** A failure that no subscription gets is an error; one that somebody else gets may be meant so. */
function failuresSwallowed({ accountId, backup, notifications: { subscriptions } }: Environment): Finding[] {
  const events = [...new Set(backup.vaults.flatMap(({ notify }) => notify))];
  const failures = failureMessages(events, accountId);
  return subscriptions.flatMap((subscription): Finding[] => {
    const missed = failures.filter(({ attributes }) => !gets(subscription, attributes));
    if (missed.length === 0) return [];
    const unheard = missed.filter(({ attributes }) => !subscriptions.some((other) => gets(other, attributes)));
    const concerned = unheard.length > 0 ? unheard : missed;
    return [
      {
        rule: 'filter-swallows-failures',
        severity: unheard.length > 0 ? 'error' : 'warning',
        source: 'backupctl',
        path: `${placeOf(subscription)}.filter`,
        message: `the filter drops ${concerned.map(({ description }) => description).join('; ')}${unheard.length > 0 ? ', and nobody else gets it' : ''}`,
        remedy: `leave the filter out, which means ${JSON.stringify(DEFAULT_FILTER)}, or let these through`,
      },
    ];
  });
}

function gets({ filter = DEFAULT_FILTER }: Subscription, attributes: MessageAttributes): boolean {
  return filter === 'none' || lets(filter, attributes);
}
