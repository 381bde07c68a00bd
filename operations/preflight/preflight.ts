import type { BackupClient } from '@aws-sdk/client-backup';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import { AwsError } from '../aws-error';
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
    await told({ check: 'trusted-access' }, checkTrustedAccess(organizations)),
    await told({ check: 'policy-type' }, checkPolicyType(organizations, wanted)),
    await told({ check: 'delegated-administrator' }, checkDelegatedAdministrator(organizations, wanted)),
  ];
  progress('asking AWS Backup');
  checks.push(await told({ check: 'global-settings' }, checkGlobalSettings(backup(wanted.region), wanted)));
  for (const region of wanted.baseline.regions) {
    progress(`asking AWS Backup in ${region}`);
    // One after the other, so that what is shown is what is asked.
    checks.push(await told({ check: 'opt-in', region }, checkOptIn(backup(region), { region, optIn: wanted.optIn })));
  }
  return checks;
}

/** A check that AWS refuses does not hide what the others find. */
async function told(place: Pick<Check, 'check' | 'region'>, check: Promise<Check>): Promise<Check> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof AwsError) return { ...place, state: 'unknown', message: error.message };
    throw error;
  }
}
