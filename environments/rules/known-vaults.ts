import { vaultExists } from '../../domain/backup/existing-vaults';
import { defaultVault, type KnownVault, type VaultContext } from '../../domain/backup/known-vaults';
import type { VaultLocation } from '../../domain/backup/model';
import type { VaultAccess } from '../../domain/backup/vault-access-statements';
import { REGIONS } from '../../domain/backup/partitions';
import { accountsOf } from '../../domain/organization/organization';
import type { Organization } from '../organization/organization';
import type { Environment, Vault } from '../schema';
import { findVault } from './lookups';

/** What the files contain about vaults and accounts. */
export interface Files {
  readonly environments: readonly Environment[];
  readonly organization?: Organization;
}

/** The vaults of the environments, of the organization's baseline, and those that exist already. */
export function knownVaults({
  environments,
  organization,
}: Files): Pick<VaultContext, 'vaultAt' | 'whyMissing' | 'organization'> {
  const ownerOf = ({ accountId }: VaultLocation) =>
    environments.find((environment) => environment.accountId === accountId);
  const accounts = new Set(organization && accountsOf(organization).map(({ id }) => id));
  const vaultAt = (location: VaultLocation): KnownVault | undefined => {
    const owner = ownerOf(location);
    const own = owner && findVault(owner, location.vault, location.region);
    return (
      (owner && own && ofEnvironment(own, owner)) ??
      (organization && accounts.has(location.accountId) ? ofBaseline(location, organization, accounts) : undefined) ??
      existing(location, organization) ??
      (owner ? undefined : defaultVault(location))
    );
  };
  return {
    vaultAt,
    whyMissing: (location) => {
      const owner = ownerOf(location);
      return owner && vaultAt(location) === undefined ? notDefined(owner, location) : undefined;
    },
    organization: organization && { accounts, crossAccountBackup: organization.globalSettings.crossAccountBackup },
  };
}

function ofEnvironment(vault: Vault, { name }: Environment): KnownVault {
  const { accessPolicy = {} } = vault;
  const owned = { ...vault, owner: `environment ${name}` };
  // Its policy is unknown.
  if (accessPolicy === 'unmanaged') return owned;
  const { copiesFromAccounts = [], copiesFromOrganization }: Partial<VaultAccess> = accessPolicy;
  return {
    ...owned,
    admits: (accountId) =>
      // The ID of another organization is refused where it is written.
      copiesFromOrganization !== undefined || copiesFromAccounts.some((admitted) => admitted === accountId),
  };
}

/** The vaults of the baseline admit the accounts of the organization. */
function ofBaseline(
  { vault, region }: VaultLocation,
  { baseline }: Organization,
  accounts: ReadonlySet<string>,
): KnownVault | undefined {
  const found = baseline.regions.some((known) => known === region)
    ? baseline.vaults.find(({ name }) => name === vault)
    : undefined;
  if (!found) return undefined;
  const key = typeof found.key === 'string' ? found.key : new Map(Object.entries(found.key)).get(region);
  return { ...found, key, owner: 'the baseline', admits: (accountId) => accounts.has(accountId) };
}

/** Only the name of a vault that exists already is known. */
function existing(location: VaultLocation, organization: Organization | undefined): KnownVault | undefined {
  return vaultExists(organization?.existingVaults ?? [], location)
    ? { name: location.vault, owner: 'existingVaults' }
    : undefined;
}

function notDefined(
  owner: Environment,
  { vault: name, region }: VaultLocation,
): ReturnType<NonNullable<VaultContext['whyMissing']>> {
  // An unknown region has no vault. It is reported where it is written.
  if (!REGIONS.includes(region)) return undefined;
  const there = owner.backup.vaults.filter((vault) => vault.region === region).map((vault) => vault.name);
  const known = there.length > 0 ? `${owner.name} has ${there.join(', ')} there` : `${owner.name} has no vault there`;
  return {
    message: `vault ${name} is not defined in ${region}: ${known}`,
    remedy: `add { name: '${name}', region: '${region}' } to backup.vaults of environment ${owner.name}, or use a vault that exists there`,
  };
}
