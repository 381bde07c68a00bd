import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { BackupClient } from '@aws-sdk/client-backup';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import { AwsError } from '../aws-error';
import type { Progress } from '../progress';
import { checkGlobalSettings, checkOptIn } from './backup-settings';
import type { Check, Wanted } from './check';
import { checkControlPolicies, checkControlTower, controlPolicies } from './control-policies';
import { checkIdentity } from './identity';
import { checkOrganizationTree, checkPolicies } from './organization-tree';
import { checkDelegatedAdministrator, checkPolicyType, checkTrustedAccess } from './organization-switches';
import { checkStackSetQuota, checkStackSetsAccess, checkStackSetsAdministrator } from './stack-sets';

export interface PreflightClients {
  readonly cloudFormation: CloudFormationClient;
  readonly organizations: OrganizationsClient;
  /** One per region. */
  readonly backup: (region: string) => BackupClient;
}

/** Checks every setting that backup policies require (O1). It only reads. */
export async function preflight(
  { organizations, backup, cloudFormation }: PreflightClients,
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
    ...(await checkTree(organizations, wanted, progress)),
  ];
  if (wanted.baseline.rollout === 'stack-set') {
    checks.push(
      await orUnknown(
        { check: 'stack-sets-trusted-access' },
        checkStackSetsAccess(organizations, cloudFormation, wanted),
      ),
      await orUnknown(
        { check: 'stack-sets-delegated-administrator' },
        checkStackSetsAdministrator(organizations, wanted),
      ),
      checkStackSetQuota(wanted),
    );
  }
  const policies = controlPolicies(organizations);
  checks.push(
    await orUnknown({ check: 'service-control-policies' }, checkControlPolicies(organizations, policies, wanted)),
    await orUnknown({ check: 'control-tower' }, checkControlTower(organizations, policies)),
  );
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

/** The tree and the policies. Without the tree, targets of policies have no place. */
async function checkTree(client: OrganizationsClient, wanted: Wanted, progress: Progress): Promise<Check[]> {
  const tree = await orUnknown({ check: 'tree' }, checkOrganizationTree(client, wanted, progress));
  return [tree, await orUnknown({ check: 'backup-policies' }, checkPolicies(client, wanted, progress))];
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
