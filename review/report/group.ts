import { groupedBy } from '../../domain/grouped-by';
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
  const { environments, accounts, ...rest } = finding;
  const text = JSON.stringify(rest);
  const [environment = ''] = environments;
  const [account] = accounts;
  const withoutAccount = account === undefined ? text : text.replaceAll(account, ACCOUNT);
  const name = new RegExp(`(?<![\\w])${escaped(environment)}(?![\\w])`, 'g');
  const neutralText = environment === '' ? withoutAccount : withoutAccount.replaceAll(name, ENVIRONMENT);
  const parsed = JSON.parse(withoutDigests(neutralText)) as Pick<
    ReviewFinding,
    'address' | 'path' | 'before' | 'after' | 'why'
  >;
  const { address, path, before, after, why } = parsed;
  return { ...finding, address, path, before, after, why };
}

/** A construct ID that contains an account ends with a digest of it. */
function withoutDigests(text: string): string {
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
