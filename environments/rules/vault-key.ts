import type { Finding } from '../../domain/finding';
import { regionOfKey } from './formats';

/** The key of a vault: a key that this project can create, or the ARN of a key in the region of the vault. */
export function keyNotUsable(key: string, region: string, path: string): Finding[] {
  if (key === 'aws-managed' || key === 'customer-managed') return [];
  const keyRegion = regionOfKey(key);
  if (keyRegion === region) return [];
  return [
    {
      rule: 'vault-key-not-usable',
      severity: 'error',
      source: 'aws',
      path,
      found: key,
      message:
        keyRegion === undefined
          ? `"${key}" is not a key for a vault`
          : `the key is in ${keyRegion}, but the vault is in ${region}`,
      remedy: `use 'aws-managed', 'customer-managed' or the ARN of a key in ${region}`,
    },
  ];
}
