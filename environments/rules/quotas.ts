import { quotaExceeded } from '../../domain/backup/quotas';
import type { EnvironmentRule } from './environment-rule';

/** The quotas of AWS Backup for an account and region. */
export const quotas: EnvironmentRule = (environment) => [
  ...perRegion(environment.backup.vaults).flatMap((count) =>
    quotaExceeded('vaults in a region', count, 'backup.vaults'),
  ),
  ...perRegion(environment.backup.plans).flatMap((count) => quotaExceeded('plans in a region', count, 'backup.plans')),
];

function perRegion(placed: readonly { readonly region: string }[]): number[] {
  const counts = new Map<string, number>();
  for (const { region } of placed) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts.values()];
}
