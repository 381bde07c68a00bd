import {
  type EventBridgeClient,
  ListRulesCommand,
  type ListRulesCommandOutput,
  ListTargetsByRuleCommand,
  type ListTargetsByRuleCommandOutput,
  type Rule,
} from '@aws-sdk/client-eventbridge';

import type { FoundEventRule } from '../../domain/adopt/found';
import { isObject } from '../../domain/json-object';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import type { Reading } from './reading';

/** Events of AWS services arrive on this bus only. */
const EventBusName = 'default';

interface FoundEventRules {
  /** Those that match events of AWS Backup. */
  readonly eventRules: FoundEventRule[];
  /** Those of the names that exist. */
  readonly named: string[];
}

/** The rules of a region. */
export async function readEventRules(
  events: EventBridgeClient,
  reading: Reading,
  names: readonly string[],
): Promise<FoundEventRules> {
  const listed = (await reading.orDenied('EventBridge rules', () => listedRules(events))) ?? [];
  const ofBackup = listed.filter(isOfBackup).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const eventRules = await reading.parts('EventBridge rules', ofBackup, nameOf, async (rule, orDenied) => {
    const name = nameOf(rule);
    const targets = await orDenied(`targets of EventBridge rule ${name}`, () => targetsOf(events, name));
    return { name, pattern: rule.EventPattern ?? '', enabled: rule.State !== 'DISABLED', targetArns: targets ?? [] };
  });
  return { eventRules, named: names.filter((name) => listed.some((rule) => nameOf(rule) === name)) };
}

function nameOf({ Name = '' }: Rule): string {
  return Name;
}

/**
 * Other patterns can match them too, such as a prefix of the source, or the account alone. A rule that a service manages
 * belongs to the service.
 */
function isOfBackup({ EventPattern, ManagedBy }: Rule): boolean {
  return EventPattern !== undefined && ManagedBy === undefined && sourcesOf(EventPattern).includes('aws.backup');
}

function sourcesOf(json: string): readonly unknown[] {
  const pattern: unknown = JSON.parse(json);
  return isObject(pattern) && Array.isArray(pattern['source']) ? pattern['source'] : [];
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
function listedRules(events: EventBridgeClient): Promise<Rule[]> {
  return withAwsErrors('events:ListRules', () =>
    everyPage(
      pages<ListRulesCommandOutput>((NextToken) => events.send(new ListRulesCommand({ EventBusName, NextToken }))),
      'Rules',
    ),
  );
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
async function targetsOf(events: EventBridgeClient, name: string): Promise<string[]> {
  const targets = await withAwsErrors('events:ListTargetsByRule', () =>
    everyPage(
      pages<ListTargetsByRuleCommandOutput>((NextToken) =>
        events.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName, NextToken })),
      ),
      'Targets',
    ),
  );
  return targets.map(({ Arn = '' }) => Arn).toSorted();
}

/** The SDK has no paginators for EventBridge. */
async function* pages<Page extends { readonly NextToken?: string | undefined }>(
  ask: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.NextToken;
  } while (token !== undefined);
}
