import type { Finding } from '../../domain/finding';
import { accountsPhrase } from '../../domain/organization/account-groups';
import { treeOf } from '../../domain/organization/organization';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import type { Organization } from './organization';

interface Gathering {
  /** What the policies themselves show, which is left out. */
  readonly written: readonly Finding[];
  readonly judge: (policy: EffectivePolicy) => Finding[];
  readonly now: Date;
}

/** Merges the same finding of several accounts into one that lists them. */
export function gathered(organization: Organization, { written, judge, now }: Gathering): Finding[] {
  const accounts = new Map<string, { finding: Finding; ids: string[] }>();
  const placed = new Map<Finding, string | undefined>();
  for (const policy of effectivePolicies(treeOf(organization), { now })) {
    for (const finding of judge(policy)) {
      if (!placed.has(finding)) placed.set(finding, keyOf(finding, written));
      const key = placed.get(finding);
      if (key === undefined) continue;
      const known = accounts.get(key) ?? { finding, ids: [] };
      known.ids.push(policy.accountId);
      accounts.set(key, known);
    }
  }
  return [...accounts.values()].map(({ finding, ids }) => ({
    ...finding,
    message: `${finding.message} (in ${accountsPhrase(ids, organization)})`,
  }));
}

/** The finished stacks show them in every account, also in accounts without an environment: once for each name. */
const PROVEN_ON_STACKS = ['vault-not-defined'];

/** What the finding has in common with that of other accounts; undefined if it is reported elsewhere. */
function keyOf(finding: Finding, written: readonly Finding[]): string | undefined {
  const { rule, path, message } = finding;
  if (PROVEN_ON_STACKS.includes(rule) || written.some((other) => isSame(finding, other))) return undefined;
  // Which other policies contribute can differ between the accounts.
  return `${rule} ${path} ${message.replace(/, together with policy .*$/, '')}`;
}

/** Whether the document of a policy shows the same mistake, there or more precisely. */
function isSame({ path, message }: Finding, other: Finding): boolean {
  if (other.path === path) return other.severity === 'error' || other.message === message;
  return other.message === message && other.path.startsWith(`${path}.`);
}
