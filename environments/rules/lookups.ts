import type { Environment, Vault } from '../schema';

/** The vault of that name in that region, or undefined. */
export function findVault({ backup }: Environment, name: string, region: string): Vault | undefined {
  return backup.vaults.find((vault) => vault.name === name && vault.region === region);
}

/** The types that the region's settings opt in; undefined when the environment leaves them as they are. */
export function optedInTypes({ backup }: Environment, region: string): ReadonlySet<string> | undefined {
  const settings = backup.regionSettings.find((candidate) => candidate.region === region);
  return settings && new Set(Object.keys(settings.optIn).filter((type) => settings.optIn[type]));
}
