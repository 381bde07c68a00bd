import type { Finding } from '../../domain/finding';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { treeOf } from '../../domain/organization/organization';
import { type OrganizationRule, refused } from './organization-rule';

/** The effective policies of the accounts: no forbidden operator, and plans that AWS publishes and runs. */
export const effectRules: OrganizationRule = (organization, { now }) => {
  const effects = [...effectivePolicies(treeOf(organization), { now })];
  return [...gathered(effects, forbidden), ...gathered(effects, failures)];
};

/** Merges the same finding of several accounts into one that lists them. */
function gathered(effects: readonly EffectivePolicy[], judge: (effect: EffectivePolicy) => Finding[]): Finding[] {
  const accounts = new Map<string, { finding: Finding; ids: string[] }>();
  for (const effect of effects) {
    for (const finding of judge(effect)) {
      const key = `${finding.rule} ${finding.path} ${finding.message}`;
      const known = accounts.get(key) ?? { finding, ids: [] };
      known.ids.push(effect.accountId);
      accounts.set(key, known);
    }
  }
  return [...accounts.values()].map(({ finding, ids }) => ({
    ...finding,
    message: `${finding.message} (in ${ids.length === 1 ? 'account' : 'accounts'} ${ids.join(', ')})`,
  }));
}

function forbidden({ provenance }: EffectivePolicy): Finding[] {
  return Object.entries(provenance).flatMap(([place, contributions]) =>
    contributions.flatMap((contribution): Finding[] => {
      if (contribution.action !== 'blocked' || contribution.reason !== 'forbidden') return [];
      const parents = contribution.by.map(({ policy, target }) => `${policy} (at ${target})`).join(', ');
      return [
        refused(
          'operator-forbidden',
          `policies.${contribution.policy}: ${place}`,
          `${contribution.operator} has no effect here: ${parents} forbids it for policies further down`,
          `remove it, or allow it in ${contribution.by.map(({ policy }) => policy).join(', ')}`,
        ),
      ];
    }),
  );
}

function failures({ errors }: EffectivePolicy): Finding[] {
  return errors.map(({ code, source, path, message, contributingPolicies }) => ({
    ...refused(
      'effective-policy-fails',
      `${contributingPolicies.join(' + ') || 'policies'}: ${path}`,
      `${code}: ${message}`,
      source === 'aws'
        ? 'correct it: AWS would keep the last valid policy of the account, or none'
        : 'correct it: AWS accepts it, but does not run it',
    ),
    source,
  }));
}
