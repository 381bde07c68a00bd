import type { Change } from '../diff/change';
import { isKeyed, plain, textOf, type Value, valueAt } from '../model/value';
import type { RuleEffect, RuleFacts } from './effect';
import { ruleFacts } from './rule-facts';

/** What the changed plans of accounts will do, rule by rule. */
export function planEffects(changes: readonly Change[], now: Date): RuleEffect[] {
  return changes.filter(({ type }) => type === 'aws_backup_plan').flatMap((change) => effectsOf(change, now));
}

function effectsOf(change: Change, now: Date): RuleEffect[] {
  const [before, after] = [factsOf(change.before, now), factsOf(change.after, now)];
  const rules = [...new Set([...before.keys(), ...after.keys()])];
  return rules.flatMap((rule): RuleEffect[] => {
    const [then, soon] = [before.get(rule) ?? null, after.get(rule) ?? null];
    if (JSON.stringify(then) === JSON.stringify(soon)) return [];
    return [
      {
        stack: change.stack,
        environments: [change.environment],
        plan: String(valueAt(change.after ?? change.before, ['name'])),
        rule,
        target: null,
        accounts: change.account === undefined ? [] : [change.account],
        before: then,
        after: soon,
      },
    ];
  });
}

function factsOf(plan: Value | undefined, now: Date): Map<string, RuleFacts> {
  const rules = valueAt(plan, ['rule']);
  if (!isKeyed(rules)) return new Map();
  return new Map([...rules].map(([name, rule]) => [name, factsOfRule(rule, now)]));
}

function factsOfRule(rule: Value, now: Date): RuleFacts {
  const copies = valueAt(rule, ['copy_action']);
  return ruleFacts(
    {
      schedule: textAt(rule, 'schedule'),
      timezone: textAt(rule, 'schedule_expression_timezone'),
      deleteAfterDays: daysAt(rule),
      vault: vaultName(textAt(rule, 'target_vault_name') ?? ''),
      copies: isKeyed(copies) ? [...copies].map(([vault, copy]) => copyText(vault, copy)) : [],
    },
    now,
  );
}

function copyText(vault: string, copy: Value): string {
  const days = daysAt(copy);
  return `${vaultName(vault)} ${days === null ? 'for ever' : `for ${days} days`}`;
}

/** A reference as the name of what it refers to. */
function vaultName(text: string): string {
  return /^\$\{aws_backup_vault\.([\w-]+)\.\w+\}$/.exec(text)?.[1]?.replace(/_[0-9A-F]{8}$/, '') ?? text;
}

function daysAt(value: Value): number | null {
  const days = valueAt(value, ['lifecycle', 'delete_after']);
  return days === undefined || textOf(days) === '0' ? null : Number(plain(days));
}

function textAt(value: Value, name: string): string | undefined {
  const text = valueAt(value, [name]);
  return text === undefined ? undefined : String(text);
}
