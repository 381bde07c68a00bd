import type { EC2Client } from '@aws-sdk/client-ec2';

import { groupTagFindings, notInGroup } from '../../domain/inventory/group-tags';
import { instanceById } from '../../operations/inventory/instances';
import { RefusedInputError } from '../exit-code';
import { findingText } from '../inventory/print';
import type { SsmBackupAccount } from './account';

/** @throws {RefusedInputError} when the automation would refuse the instance: it does not exist, is not in the group, or has invalid tags */
export async function assertEligible(
  ec2: EC2Client,
  instanceId: string,
  { environment, window, region }: SsmBackupAccount,
): Promise<void> {
  const instance = await instanceById(ec2, instanceId, { accountId: environment.accountId, region });
  if (instance === undefined) {
    throw new RefusedInputError(
      `Account ${environment.accountId} has no instance ${instanceId} in ${region}.\n→ specify one that npx backupctl inventory --environment ${environment.name} lists`,
    );
  }
  const { tags } = instance;
  const findings = [...notInGroup(tags, window.group, instanceId), ...groupTagFindings(tags, instanceId)];
  if (findings.length === 0) return;
  throw new RefusedInputError([`${instanceId} cannot be backed up:`, ...findings.map(findingText)].join('\n'));
}
