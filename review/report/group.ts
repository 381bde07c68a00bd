import { groupedBy } from '../../domain/grouped-by';
import { isObject } from '../../domain/json-object';
import type { ReviewFinding } from '../finding';
import { SEVERITIES } from '../../domain/terraform/changes/severity';
import type { RuleEffect } from '../meaning/effect';

const ACCOUNT = '<account>';
const ENVIRONMENT = '<environment>';

/**
 * Merges the same finding in several environments or accounts. Findings that differ only in the account ID or the name of
 * the environment are the same, and show `<account>` and `<environment>` instead.
 */
export function grouped(findings: readonly ReviewFinding[]): ReviewFinding[] {
  const groups = groupedBy(findings, (finding) => JSON.stringify(shown(neutral(finding))));
  return [...groups.values()].map(merged).toSorted(worstFirst);
}

function merged(group: readonly ReviewFinding[]): ReviewFinding {
  const [first] = group;
  if (!first) throw new Error('a group has at least one finding');
  const literal = new Set(group.map((finding) => JSON.stringify(shown(finding))));
  return {
    ...(literal.size === 1 ? first : neutral(first)),
    environments: [...new Set(group.flatMap(({ environments }) => environments))],
    accounts: [...new Set(group.flatMap(({ accounts }) => accounts))],
  };
}

/** What two findings must have in common to be merged. */
function shown({ environments: _environments, accounts: _accounts, ...rest }: ReviewFinding) {
  return rest;
}

function neutral(finding: ReviewFinding): ReviewFinding {
  const { environments, accounts, address, path, before, after, why } = finding;
  const [environment = ''] = environments;
  const account = accounts.find((id) => /^\d{12}$/.test(id));
  const name = new RegExp(`(?<![\\w])${escaped(environment)}(?![\\w])`, 'g');
  const rewrite = (text: string): string => {
    const withoutAccount = account === undefined ? text : text.replaceAll(account, ACCOUNT);
    return withoutDigests(environment === '' ? withoutAccount : withoutAccount.replaceAll(name, ENVIRONMENT));
  };
  return {
    ...finding,
    address: rewrite(address),
    path: rewrite(path),
    before: mapped(before, rewrite),
    after: mapped(after, rewrite),
    why: rewrite(why),
  };
}

/** A JSON value with other texts, in its names too. */
function mapped(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return value.map((inner) => mapped(inner, rewrite));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rewrite(name), mapped(inner, rewrite)]));
}

/** A construct ID that contains an account ends with a digest of it. */
function withoutDigests(text: string): string {
  if (!text.includes(ACCOUNT)) return text;
  return text.replaceAll(/(?<![\w-])([\w-]*<account>[\w<>-]*?)_[0-9A-F]{8}(?![\w-])/g, '$1');
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

/** Merges the same effect in several environments. */
export function groupedEffects(effects: readonly RuleEffect[]): RuleEffect[] {
  const groups = groupedBy(effects, ({ environments: _environments, accounts: _accounts, ...rest }) =>
    JSON.stringify(rest),
  );
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
