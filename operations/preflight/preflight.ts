import type { BackupClient } from '@aws-sdk/client-backup';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import type { Progress } from '../progress';
import { checkGlobalSettings, checkOptIn } from './backup-settings';
import type { Check, Wanted } from './check';
import { checkIdentity } from './identity';
import { checkDelegatedAdministrator, checkPolicyType, checkTrustedAccess } from './organization-switches';

export interface PreflightClients {
  readonly organizations: OrganizationsClient;
  /** One for each region. */
  readonly backup: (region: string) => BackupClient;
}

/** Everything that has to be on before a backup policy does anything (O1). It only reads. */
export async function preflight(
  { organizations, backup }: PreflightClients,
  wanted: Wanted,
  progress: Progress,
): Promise<Check[]> {
  progress('asking AWS Organizations');
  const identity = await checkIdentity(organizations, wanted);
  // What else would be found belongs to another organization.
  if (identity.state !== 'ok') return [identity];
  const checks = [
    identity,
    await checkTrustedAccess(organizations),
    await checkPolicyType(organizations, wanted),
    await checkDelegatedAdministrator(organizations, wanted),
  ];
  progress('asking AWS Backup');
  checks.push(await checkGlobalSettings(backup(wanted.region), wanted));
  for (const region of wanted.baseline.regions) {
    progress(`asking AWS Backup in ${region}`);
    // One after the other, so that what is shown is what is asked.
    checks.push(await checkOptIn(backup(region), { region, optIn: wanted.optIn }));
  }
  return checks;
}
