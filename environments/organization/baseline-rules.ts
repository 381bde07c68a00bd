import { lockNotPossible } from '../../domain/backup/lock';
import { quotaExceeded } from '../../domain/backup/quotas';
import { type Finding, refusal } from '../../domain/finding';
import { below } from '../rules/environment-rule';
import { optInTypesUnknown } from '../rules/region-settings';
import { keyNotUsable } from '../rules/vault-key';
import type { Organization } from './organization';
import type { OrganizationRule } from './organization-rule';

type BaselineVault = Organization['baseline']['vaults'][number];

/** What the baseline creates in every account: the rules of an environment's vaults and region settings. */
export const baselineRules: OrganizationRule = ({ baseline, optIn = {} }) => [
  ...releaseWithoutStackSet(baseline),
  ...baseline.vaults.flatMap((vault) => {
    const path = `baseline.vaults.${vault.name}`;
    return [
      ...keysNotUsable(vault, baseline.regions, `${path}.key`),
      ...(vault.lock ? lockNotPossible(vault.lock, below(`${path}.lock`)) : []),
      ...(baseline.rollout === 'stack-set' ? permanentLock(vault, `${path}.lock`) : []),
    ];
  }),
  ...quotaExceeded('vaults in a region', baseline.vaults.length, 'baseline.vaults'),
  ...optInTypesUnknown(optIn, 'optIn'),
];

/** No one would manage the members. */
function releaseWithoutStackSet({ rollout, release }: Organization['baseline']): Finding[] {
  if (!release || rollout === 'stack-set') return [];
  return [
    refusal({
      rule: 'release-without-stack-set',
      path: 'baseline.release',
      found: release,
      message: 'with providers, Terraform manages the members: it would forget them, and no one would manage them',
      remedy: "set baseline.rollout to 'stack-set', or remove release: docs/members-migration.md",
    }),
  ];
}

/** One wrong limit would be permanent in every account. The review compares the limits with those of the deployed release. */
function permanentLock({ lock }: BaselineVault, path: string): Finding[] {
  if (lock?.mode === 'governance' && lock.permanent !== undefined) {
    return [
      refusal({
        rule: 'lock-permanent-everywhere',
        path: `${path}.permanent`,
        found: lock.permanent,
        message: 'a governance lock can be removed, and this would let a later compliance lock pass without a decision',
        remedy: 'remove permanent; add it together with mode "compliance"',
      }),
    ];
  }
  if (lock?.mode !== 'compliance' || lock.permanent !== undefined) return [];
  return [
    refusal({
      rule: 'lock-permanent-everywhere',
      path: `${path}.mode`,
      found: lock.mode,
      message: 'after the grace period no one can remove this lock, and a StackSet creates it in every account at once',
      remedy: "deploy the same limits with mode 'governance' first; then add permanent: 'cannot be undone'",
    }),
  ];
}

/** Every region of the baseline has a vault, and its key must be in that region. */
function keysNotUsable({ key }: BaselineVault, regions: readonly string[], path: string): Finding[] {
  if (typeof key === 'string') {
    const [first] = regions.flatMap((region) => keyNotUsable(key, region, path));
    if (!first) return [];
    const remedy = `use 'aws-managed', 'customer-managed', or the ARN of a key for each region: { ${regions.map((region) => `'${region}': '…'`).join(', ')} }`;
    return [{ ...first, remedy }];
  }
  const byRegion = new Map<string, string>(Object.entries(key));
  return [
    ...[...byRegion].flatMap(([region, arn]) => keyNotUsable(arn, region, `${path}.${region}`)),
    ...regions
      .filter((region) => !byRegion.has(region))
      .map((region) =>
        refusal({
          rule: 'vault-key-missing',
          path,
          message: `there is no key for ${region}, where the baseline creates the vault too`,
          remedy: `add '${region}' with the ARN of a key there, or 'aws-managed'`,
        }),
      ),
  ];
}
