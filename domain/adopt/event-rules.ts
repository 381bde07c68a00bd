import { objectIn, textsIn } from '../json-object';
import type { FoundAccount, FoundEventRule } from './found';
import type { Item } from './part';

/** EventBridge rules for AWS Backup stay outside: they work without the configuration. */
export function eventRuleItems({ regions }: FoundAccount): Item[] {
  return Object.entries(regions).flatMap(([region, { eventRules }]) =>
    eventRules.map((rule) => ({
      kind: 'event rule',
      region,
      name: rule.name,
      state: 'outside',
      reason: descriptionOf(rule),
      remedy: 'keep it, or delete it if the notifications of vaults replace it',
    })),
  );
}

function descriptionOf({ enabled, pattern, targetArns }: FoundEventRule): string {
  const targets = targetArns.length === 0 ? 'nothing' : targetArns.join(', ');
  return `${enabled ? 'sends' : 'is disabled, and would send'} ${detailOf(pattern)} to ${targets}`;
}

/** The kinds of events of a pattern, or everything of AWS Backup. */
function detailOf(pattern: string): string {
  const types = textsIn(objectIn(pattern)?.['detail-type']);
  return types.length === 0 ? 'events of AWS Backup' : types.join(', ');
}
