import { vaultOfArn } from '../../domain/backup/model';
import type { Change } from '../../domain/terraform/changes/change';
import { isKeyed, plain, textAt, textOf, type Value, valueAt } from '../../domain/terraform/changes/value';
import type { RuleEffect, RuleFacts } from './effect';
import { ruleFacts, type ShownRule } from './rule-facts';

/** Returns the name of a vault by its address in a stack, if it is known. */
export type VaultNames = (stackName: string, address: string) => string | undefined;

/** The effects of changed plans of accounts, rule by rule. */
export function planEffects(changes: readonly Change[], now: Date, nameOf: VaultNames): RuleEffect[] {
  return changes
    .filter(({ type }) => type === 'aws_backup_plan')
    .flatMap((change) => effectsOf(change, now, (address) => nameOf(change.stackName, address)));
}

type NameOf = (address: string) => string | undefined;

function effectsOf(change: Change, now: Date, nameOf: NameOf): RuleEffect[] {
  const [before, after] = [change.before, change.after].map((plan) => factsOf(plan, now, nameOf)) as [Facts, Facts];
  const rules = [...new Set([...before.keys(), ...after.keys()])];
  return rules.flatMap((rule): RuleEffect[] => {
    const [then, soon] = [before.get(rule) ?? null, after.get(rule) ?? null];
    if (JSON.stringify(then) === JSON.stringify(soon)) return [];
    return [
      {
        stack: change.stack,
        environments: [change.environment],
        plan: textAt(change.after ?? change.before, ['name']) ?? '',
        rule,
        target: null,
        accounts: change.account === undefined ? [] : [change.account],
        before: then,
        after: soon,
      },
    ];
  });
}

type Facts = ReadonlyMap<string, RuleFacts>;

function factsOf(plan: Value | undefined, now: Date, nameOf: NameOf): Facts {
  const rules = valueAt(plan, ['rule']);
  if (!isKeyed(rules)) return new Map();
  return new Map([...rules].map(([name, rule]) => [name, ruleFacts(shownRule(name, rule, nameOf), now)]));
}

/** A rule of a plan's Terraform JSON as the model has it. */
function shownRule(name: string, rule: Value, nameOf: NameOf): ShownRule {
  const copies = valueAt(rule, ['copy_action']);
  return {
    name,
    schedule: textAt(rule, ['schedule']),
    timezone: textAt(rule, ['schedule_expression_timezone']),
    deleteAfterDays: daysAt(rule),
    vault: vaultName(textAt(rule, ['target_vault_name']) ?? '', nameOf),
    copies: isKeyed(copies)
      ? [...copies].map(([vault, copy]) => ({
          ...vaultOfArn(vaultName(vault, nameOf)),
          deleteAfterDays: daysAt(copy),
          archive: false,
        }))
      : [],
  };
}

/** A referenced vault by its name; an ARN unchanged. */
function vaultName(text: string, nameOf: NameOf): string {
  const address = /^\$\{(aws_backup_vault\.[\w-]+)\.\w+\}$/.exec(text)?.[1];
  return (address === undefined ? undefined : nameOf(address)) ?? text;
}

function daysAt(value: Value): number | undefined {
  const days = valueAt(value, ['lifecycle', 'delete_after']);
  return days === undefined || textOf(days) === '0' ? undefined : Number(plain(days));
}
