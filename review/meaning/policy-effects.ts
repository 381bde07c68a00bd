import type { MergedObject } from '../../domain/policy/effective-policy';
import { mergedPlans } from '../../domain/policy/merged-plans';
import { type Container, effectivePolicies, type OrganizationTree } from '../../domain/policy/organization-tree';
import type { Part, Stack } from '../model/stack';
import { isSet, plain, textAt, textOf } from '../../domain/terraform/changes/value';
import type { RuleEffect } from './effect';
import { ruleFacts, type ShownRule } from './rule-facts';

/**
 * The effects of an organization's policies, target by target. The JSON contains the targets of policies but not the
 * tree: every target except the root counts as a direct child of the root, which is right if the OUs between them have
 * no policies.
 */
export function policyEffects(before: Stack | undefined, after: Stack | undefined, now: Date): RuleEffect[] {
  const stack = after ?? before;
  if (!stack || sameOrganization(before, after)) return [];
  const [then, soon] = [rulesByTarget(before, now), rulesByTarget(after, now)];
  const targets = [...new Set([...then.keys(), ...soon.keys()])];
  return targets.flatMap((target) => {
    const [old, current] = [then.get(target) ?? [], soon.get(target) ?? []];
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

/** Computing effective policies takes longer than everything else. */
function sameOrganization(before: Stack | undefined, after: Stack | undefined): boolean {
  const [was, is] = [before, after].map((stack) =>
    stack === undefined
      ? ''
      : TYPES.flatMap((type) =>
          partsOf(stack, type).map(({ address, arguments: said }) => `${address} ${textOf(said)}`),
        )
          .toSorted()
          .join('\n'),
  );
  return was === is;
}

const TYPES = ['aws_organizations_policy', 'aws_organizations_policy_attachment'];

function rulesIn(written: readonly Written[]): Written[] {
  return [...new Map(written.map((each) => [`${each.plan}/${each.name}`, each])).values()];
}

/** The root affects every account of the stack. The JSON does not contain the accounts of an OU. */
function accountsOf(target: string, { parts }: Stack): string[] {
  if (/^\d{12}$/.test(target)) return [target];
  if (!target.startsWith('r-')) return [];
  return [...new Set([...parts.values()].flatMap(({ account }) => account ?? []))].toSorted();
}

function rulesByTarget(stack: Stack | undefined, now: Date): Map<string, Written[]> {
  if (!stack) return new Map();
  const attached = attachmentsOf(stack);
  const roots = attached.filter(({ target }) => target.startsWith('r-'));
  const tree: OrganizationTree = {
    policies: policiesOf(stack),
    root: {
      id: roots[0]?.target ?? 'root',
      policies: roots.map(({ policy }) => policy),
      ous: [],
      accounts: [...new Set(attached.map(({ target }) => target))].map((id) => ({
        id,
        policies: attached.filter(({ target }) => target === id && !id.startsWith('r-')).map(({ policy }) => policy),
      })),
    } satisfies Container,
  };
  return new Map(
    [...effectivePolicies(tree, { now })].map(({ accountId, effectivePolicy }) => [
      accountId,
      rulesOf(effectivePolicy),
    ]),
  );
}

function partsOf({ parts }: Stack, type: string): Part[] {
  return [...parts.values()].filter((part) => part.type === type);
}

function policiesOf(stack: Stack): Record<string, unknown> {
  return Object.fromEntries(
    partsOf(stack, 'aws_organizations_policy').map(({ address, arguments: said }) => [
      address,
      plain(said['content'] ?? {}),
    ]),
  );
}

/** In the order of creation, as far as they depend on each other. AWS evaluates them in this order. */
function attachmentsOf(stack: Stack): { policy: string; target: string }[] {
  const all = partsOf(stack, 'aws_organizations_policy_attachment');
  const sorted: Part[] = [];
  const waiting = [...all].toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const waitsFor = ({ arguments: said }: Part): string[] =>
    isSet(said['depends_on']) ? said['depends_on'].map(String) : [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((part) => waiting.every((other) => !waitsFor(part).includes(other.address)));
    sorted.push(...waiting.splice(Math.max(next, 0), 1));
  }
  return sorted.map(({ arguments: said }) => ({
    policy: /^\$\{(aws_organizations_policy\.[\w-]+)\.id\}$/.exec(textAt(said, ['policy_id']) ?? '')?.[1] ?? '',
    target: textAt(said, ['target_id']) ?? '',
  }));
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
