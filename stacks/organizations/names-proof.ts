import { vaultExists } from '../../domain/backup/existing-vaults';
import { backupRoleArn, restoreRoleArn } from '../../domain/backup/service-roles';
import { type Finding, refusal } from '../../domain/finding';
import { groupedBy } from '../../domain/grouped-by';
import { nearest } from '../../domain/nearest';
import { byEffect } from '../../domain/policy/by-effect';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { type RequiredName, requiredNames } from '../../domain/policy/required-names';
import { accountsPhrase } from '../../domain/organization/account-groups';
import { accountsOf, treeOf } from '../../domain/organization/organization';
import type { Organization } from '../../environments/organization/organization';
import type { Environment } from '../../environments/schema';
import { pathInPolicies } from '../../domain/organization/policy-path';
import { type StackSetJson, templateNames } from '../../domain/baseline/template-names';
import { iamArn } from '../../modules/core/naming';
import { providedNames, type TerraformJson } from './provided-names';

/** The merge depends on no time: only the schedule rules do, which do not run here. */
const ANY_MOMENT = new Date(0);

/** Stands for the account that has the policy: accounts with the same policy need the same names. */
const ITSELF = '$account';

/** The roles of AWS Backup in the account of an environment. */
const serviceRoles = (environment: Environment): string[] => [backupRoleArn(environment), restoreRoleArn(environment)];

/** A name that accounts lack, with everything that names it. */
interface MissingName extends Pick<RequiredName, 'kind' | 'name'> {
  /** The accounts by region; a role's have no region. */
  readonly accounts: Map<string, Set<string>>;
  /** Where policies name it. */
  readonly paths: Set<string>;
}

/**
 * Compares the names in every effective policy with what the synthesized JSON creates in that account (O2, O3, O6): the same
 * vaults in every region, and the same role, to the letter. The account of an environment also has what its stacks create.
 * Accounts that are leaving are skipped.
 * @param members the stack with the StackSet of the members, if they get the baseline from one
 *
 * @returns a finding for each name that is missing, whatever the number of accounts and rules
 */
export function missingNames(
  organization: Organization,
  json: TerraformJson,
  environments: readonly Environment[],
  members: StackSetJson = {},
): Finding[] {
  const provided = providedNames(json);
  const byTemplate = templateNames(members);
  const byAccount = groupedBy(environments, ({ accountId }): string => accountId);
  const isProvided = ({ kind, name, accountId, region = '' }: RequiredName): boolean => {
    const own = byAccount.get(accountId) ?? [];
    // A StackSet never reaches the management account.
    const isMember = accountId !== organization.managementAccount.id;
    if (isMember && (kind === 'role' ? byTemplate.roles.has(name) : byTemplate.vaults.has(`${region} ${name}`))) {
      return true;
    }
    if (kind === 'role') {
      return (
        provided.roles.has(`${accountId} ${name}`) ||
        own.some((environment) => serviceRoles(environment).includes(iamArn(accountId, `role/${name}`)))
      );
    }
    return (
      provided.vaults.has(`${accountId} ${region} ${name}`) ||
      own.some(({ backup }) => backup.vaults.some((vault) => vault.name === name && vault.region === region)) ||
      vaultExists(organization.existingVaults, { vault: name, region, accountId })
    );
  };
  const accounts = accountsOf(organization);
  const known = new Set(accounts.map(({ id }) => id));
  const leaving = new Set(accounts.filter((account) => account.leaving).map(({ id }) => id));

  const missing = new Map<string, MissingName>();
  const requiredOf = byEffect(({ effectivePolicy, provenance }) =>
    requiredNames(effectivePolicy, ITSELF).map((required) => ({
      required,
      path: lazily(() => pathInPolicies(organization.policies, provenance, required.path).path),
    })),
  );
  for (const effect of effectivePolicies(treeOf(organization), { now: ANY_MOMENT })) {
    if (leaving.has(effect.accountId)) continue;
    for (const { required, path } of requiredOf(effect)) {
      const one = required.accountId === ITSELF ? { ...required, accountId: effect.accountId } : required;
      if (!known.has(one.accountId) || isProvided(one)) continue;
      const { kind, name, accountId, region = '' } = one;
      const found: MissingName = missing.get(`${kind} ${name}`) ?? {
        kind,
        name,
        accounts: new Map(),
        paths: new Set(),
      };
      found.accounts.set(region, (found.accounts.get(region) ?? new Set()).add(accountId));
      found.paths.add(path());
      missing.set(`${kind} ${name}`, found);
    }
  }
  return [...missing.values()].map((one) => notProvided(one, organization));
}

/** Computed at most once, when it is needed. */
function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

function notProvided({ kind, name, accounts, paths }: MissingName, organization: Organization): Finding {
  const { baseline } = organization;
  const places = [...accounts].map(([region, ids]) => {
    const where = accountsPhrase([...ids], organization);
    return region === '' ? where : `${where} in ${region}`;
  });
  return refusal({
    rule: 'name-not-provided',
    path: [...paths].join(', ') || 'policies',
    found: name,
    message: `the baseline creates no ${kind} ${name} in ${places.join('; ')}: the backups there would fail`,
    remedy: remedyOf(kind, name, baseline, [...accounts.keys()]),
  });
}

function remedyOf(
  kind: RequiredName['kind'],
  name: string,
  { vaults, role }: Organization['baseline'],
  regions: readonly string[],
): string {
  if (kind === 'logically air-gapped vault') {
    return `create it there, and add arn:aws:backup:*:*:backup-vault:${name} to existingVaults`;
  }
  const names = kind === 'vault' ? vaults.map((vault) => vault.name) : [role.name];
  if (names.includes(name)) return `add ${regions.join(', ')} to baseline.regions, or name another region`;
  const meant = nearest(name, names);
  const choice = meant === undefined ? `name ${names.join(' or ')}` : `did you mean ${meant}? Write it`;
  const setting = kind === 'vault' ? 'baseline.vaults, or list its ARN in existingVaults' : 'baseline.role';
  return `${choice}, or create ${name} in ${setting}`;
}
