import type { Environment, Vault } from '../schema';

/** The vault with this name in this region, if there is one. */
export function findVault({ backup }: Environment, name: string, region: string): Vault | undefined {
  return backup.vaults.find((vault) => vault.name === name && vault.region === region);
}

/** The resource types that the region's settings opt in; undefined if the environment does not manage them. */
export function optedInTypes({ backup }: Environment, region: string): ReadonlySet<string> | undefined {
  const settings = backup.regionSettings.find((candidate) => candidate.region === region);
  return settings && new Set(Object.keys(settings.optIn).filter((type) => settings.optIn[type]));
}
