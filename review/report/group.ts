import type { ReviewFinding } from '../finding';
import { SEVERITIES } from '../finding';
import type { RuleEffect } from '../meaning/effect';
import type { StackFinding } from './findings';

const ACCOUNT = '<account>';
const ENVIRONMENT = '<environment>';

/**
 * The same finding in several environments, or accounts, is told once. What differs between them only by the number of
 * the account or the name of the environment is the same, and shown with `<account>` and `<environment>`.
 */
export function grouped(findings: readonly StackFinding[]): ReviewFinding[] {
  const groups = new Map<string, StackFinding[]>();
  for (const finding of findings) {
    const key = JSON.stringify(shown(neutral(finding)));
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map(merged).toSorted(worstFirst);
}

function merged(group: readonly StackFinding[]): ReviewFinding {
  const [first] = group;
  if (!first) throw new Error('a group has a finding at least');
  const literal = new Set(group.map((finding) => JSON.stringify(shown(finding))));
  const told = literal.size === 1 ? first : neutral(first);
  const { stackName: _stackName, ...rest } = told;
  return {
    ...rest,
    environments: [...new Set(group.flatMap(({ environments }) => environments))],
    accounts: [...new Set(group.flatMap(({ accounts }) => accounts))],
  };
}

/** What two findings must have in common to be one. */
function shown({ environments: _environments, accounts: _accounts, stackName: _stackName, ...rest }: StackFinding) {
  return rest;
}

function neutral(finding: StackFinding): StackFinding {
  const { environments, accounts, stackName: _stackName, ...rest } = finding;
  const text = JSON.stringify(rest);
  const [environment = ''] = environments;
  const [account] = accounts;
  const withoutAccount = account === undefined ? text : text.replaceAll(account, ACCOUNT);
  const name = new RegExp(`(?<![\\w])${escaped(environment)}(?![\\w])`, 'g');
  const neutralText = environment === '' ? withoutAccount : withoutAccount.replaceAll(name, ENVIRONMENT);
  const parsed = JSON.parse(withoutDigests(neutralText)) as Pick<
    StackFinding,
    'address' | 'path' | 'before' | 'after' | 'why'
  >;
  const { address, path, before, after, why } = parsed;
  return { ...finding, address, path, before, after, why };
}

/** An id that has an account in it ends with a digest that differs with the account. */
function withoutDigests(text: string): string {
  return text.replaceAll(/([\w-]*<account>[\w<>-]*?)_[0-9A-F]{8}(?![\w-])/g, '$1');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function worstFirst(a: ReviewFinding, b: ReviewFinding): number {
  const rank = ({ severity }: ReviewFinding): number => SEVERITIES.indexOf(severity);
  const text = ({ stack, address, path, rule, environments }: ReviewFinding): string =>
    [stack, address, path, rule, ...environments].join('\u0000');
  return rank(a) - rank(b) || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}

/** The same effect in several environments is told once, too. */
export function groupedEffects(effects: readonly RuleEffect[]): RuleEffect[] {
  const groups = new Map<string, RuleEffect[]>();
  for (const effect of effects) {
    const { environments: _environments, accounts: _accounts, ...rest } = effect;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), effect]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        ...first,
        environments: [...new Set(group.flatMap(({ environments }) => environments))],
        accounts: [...new Set(group.flatMap(({ accounts }) => accounts))],
      },
    ];
  });
}
