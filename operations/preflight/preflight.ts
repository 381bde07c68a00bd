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
  /** One per region. */
  readonly backup: (region: string) => BackupClient;
}

/** Checks every setting that backup policies require (O1). It only reads. */
export async function preflight(
  { organizations, backup }: PreflightClients,
  wanted: Wanted,
  progress: Progress,
): Promise<Check[]> {
  progress('reading AWS Organizations');
  const identity = await checkIdentity(organizations, wanted);
  // The other results would be about another organization.
  if (identity.state !== 'ok') return [identity];
  const checks = [
    identity,
    await orUnknown({ check: 'trusted-access' }, checkTrustedAccess(organizations)),
    await orUnknown({ check: 'policy-type' }, checkPolicyType(organizations, wanted)),
    await orUnknown({ check: 'delegated-administrator' }, checkDelegatedAdministrator(organizations, wanted)),
  ];
  progress('reading AWS Backup');
  checks.push(await orUnknown({ check: 'global-settings' }, checkGlobalSettings(backup(wanted.region), wanted)));
  for (const region of wanted.baseline.regions) {
    progress(`reading AWS Backup in ${region}`);
    // Sequential, so that the progress shows the region being read.
    checks.push(
      await orUnknown({ check: 'opt-in', region }, checkOptIn(backup(region), { region, optIn: wanted.optIn })),
    );
  }
  return checks;
}

/** A denied check does not hide the results of the others. */
async function orUnknown(place: Pick<Check, 'check' | 'region'>, check: Promise<Check>): Promise<Check> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof AwsError) return { ...place, state: 'unknown', message: error.message };
    throw error;
  }
}
