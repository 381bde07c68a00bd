import { nearest } from '../domain/nearest';
import type { Environment } from '../environments/schema';
import { RefusedInputError } from './exit-code';

type CompleteVault = Environment['backup']['vaults'][number];

/**
 * The vaults of an environment, or those with a name or in a region.
 * @throws {RefusedInputError} when there is none
 */
export function configuredVaults(
  { name: environment, backup }: Pick<Environment, 'name' | 'backup'>,
  { vault, region }: { readonly vault?: string; readonly region?: string },
): CompleteVault[] {
  const named = backup.vaults.filter(({ name }) => vault === undefined || name === vault);
  const found = named.filter((one) => region === undefined || one.region === region);
  if (found.length > 0) return found;
  if (named.length > 0) {
    const regions = listed(named.map((one) => one.region));
    const subject = vault === undefined ? `${environment} has no vault` : `${environment} has no vault ${vault}`;
    throw new RefusedInputError(`${subject} in ${region}.\n→ specify its region with --region: ${regions}`);
  }
  const names = backup.vaults.map(({ name }) => name);
  const suggested = nearest(vault ?? '', names);
  const question = suggested === undefined ? '' : ` Did you mean "${suggested}"?`;
  throw new RefusedInputError(
    `--vault: ${environment} has no vault "${vault}".${question}\n→ specify ${names.length === 0 ? 'a vault that its file defines' : `one of ${listed(names)}`}`,
  );
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].join(', ');
}
