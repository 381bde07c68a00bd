import { type Finding, refusal } from '../../domain/finding';
import { nearest } from '../../domain/nearest';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { type RequiredName, requiredNames } from '../../domain/policy/required-names';
import { accountsOf, treeOf } from '../../domain/organization/organization';
import type { Organization } from '../../environments/organization/organization';
import { pathInPolicies } from '../../domain/organization/policy-path';
import { providedNames, type TerraformJson } from './provided-names';

/** The merge depends on no time: only the schedule rules do, which do not run here. */
const ANY_MOMENT = new Date(0);

/** A name that accounts lack, with everything that names it. */
interface MissingName extends Pick<RequiredName, 'kind' | 'name'> {
  /** The accounts by region; a role's have no region. */
  readonly accounts: Map<string, Set<string>>;
  /** Where policies name it. */
  readonly paths: Set<string>;
}

/**
 * Compares the names in every effective policy with what the synthesized JSON creates in that account (O2, O3, O6): the same
 * vaults in every region, and the same role, to the letter. Accounts that are leaving are skipped.
 *
 * @returns a finding for each name that is missing, whatever the number of accounts and rules
 */
export function missingNames(organization: Organization, json: TerraformJson): Finding[] {
  const provided = providedNames(json);
  const isProvided = ({ kind, name, accountId, region }: RequiredName): boolean =>
    kind === 'vault'
      ? provided.vaults.has(`${accountId} ${region} ${name}`)
      : provided.roles.has(`${accountId} ${name}`);
  const accounts = accountsOf(organization);
  const known = new Set(accounts.map(({ id }) => id));
  const leaving = new Set(accounts.filter((account) => account.leaving).map(({ id }) => id));

  const missing = new Map<string, MissingName>();
  for (const effect of effectivePolicies(treeOf(organization), { now: ANY_MOMENT })) {
    const required = leaving.has(effect.accountId) ? [] : requiredNames(effect.effectivePolicy, effect.accountId);
    for (const one of required) {
      if (!known.has(one.accountId) || isProvided(one)) continue;
      const { kind, name, accountId, region = '', path } = one;
      const found: MissingName = missing.get(`${kind} ${name}`) ?? {
        kind,
        name,
        accounts: new Map(),
        paths: new Set(),
      };
      found.accounts.set(region, (found.accounts.get(region) ?? new Set()).add(accountId));
      found.paths.add(pathInPolicies(organization.policies, effect.provenance, path).path);
      missing.set(`${kind} ${name}`, found);
    }
  }
  return [...missing.values()].map((one) => notProvided(one, organization));
}

function notProvided({ kind, name, accounts, paths }: MissingName, { baseline }: Organization): Finding {
  const places = [...accounts].map(([region, ids]) => {
    const where = `${ids.size === 1 ? 'account' : 'accounts'} ${[...ids].join(', ')}`;
    return region === '' ? where : `${where} in ${region}`;
  });
  const names = kind === 'vault' ? baseline.vaults.map((vault) => vault.name) : [baseline.role.name];
  const setting = kind === 'vault' ? 'baseline.vaults' : 'baseline.role';
  return refusal({
    rule: 'name-not-provided',
    path: [...paths].join(', ') || 'policies',
    found: name,
    message: `the baseline creates no ${kind} ${name} in ${places.join('; ')}: the backups there would fail`,
    remedy: remedyOf(name, names, setting, [...accounts.keys()]),
  });
}

function remedyOf(name: string, names: readonly string[], setting: string, regions: readonly string[]): string {
  if (names.includes(name)) return `add ${regions.join(', ')} to baseline.regions, or name another region`;
  const meant = nearest(name, names);
  const choice = meant === undefined ? `name ${names.join(' or ')}` : `did you mean ${meant}? Write it`;
  return `${choice}, or create ${name} in ${setting}`;
}
