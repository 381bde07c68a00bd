import type { MergedObject } from '../../domain/policy/effective-policy';
import { mergedPlans } from '../../domain/policy/merged-plans';
import type { OrganizationChange } from '../model/organization';
import type { Stack } from '../model/stack';
import type { RuleEffect } from './effect';
import { ruleFacts, type ShownRule } from './rule-facts';

/** The effects of an organization's policies, target by target. */
export function policyEffects(
  { before, after, targets, effectiveBefore, effectiveAfter }: OrganizationChange,
  now: Date,
): RuleEffect[] {
  const stack = after ?? before;
  if (!stack) return [];
  return targets.flatMap((target) => {
    const [old, current] = [effectiveBefore, effectiveAfter].map((side) =>
      rulesOf(side.get(target)?.effectivePolicy ?? {}),
    ) as [Written[], Written[]];
    return rulesIn([...old, ...current]).flatMap(({ plan, name: rule }): RuleEffect[] => {
      const isIt = (other: Written): boolean => other.plan === plan && other.name === rule;
      const [was, is] = [old.find(isIt), current.find(isIt)];
      if (JSON.stringify(was) === JSON.stringify(is)) return [];
      const place = { stack: stack.stack, environments: [stack.environment], accounts: accountsOf(target, stack) };
      return [
        {
          ...place,
          plan,
          rule,
          target,
          before: was ? ruleFacts(was, now) : null,
          after: is ? ruleFacts(is, now) : null,
        },
      ];
    });
  });
}

function rulesIn(written: readonly Written[]): Written[] {
  return [...new Map(written.map((each) => [`${each.plan}/${each.name}`, each])).values()];
}

/** The root affects every account of the stack. The JSON does not contain the accounts of an OU. */
function accountsOf(target: string, { parts }: Stack): string[] {
  if (/^\d{12}$/.test(target)) return [target];
  if (!target.startsWith('r-')) return [];
  return [...new Set([...parts.values()].flatMap(({ account }) => account ?? []))].toSorted();
}

/** A rule of an effective plan, with the name of its plan. */
type Written = ShownRule & { readonly plan: string };

function rulesOf(policy: MergedObject): Written[] {
  return mergedPlans(policy).flatMap(({ value: { name: plan, rules } }) =>
    rules.map(({ name, schedule, timezone, deleteAfterDays, vault, copies }) => ({
      plan,
      name,
      schedule,
      timezone,
      deleteAfterDays,
      vault,
      copies,
    })),
  );
}
