import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, CreateRoleCommand } from '@aws-sdk/client-iam';

import { backupRoleArn, restoreRoleArn } from '../../domain/backup/service-roles';
import type { AccountClients } from './account';

/** The instance role when any role can be passed. */
const ANY_ROLE = 'web-server';

/** Creates the roles of AWS Backup, as the iam stack does, or as they exist. */
export async function seedBackupRoles({ iam, environment }: AccountClients): Promise<void> {
  for (const arn of new Set([backupRoleArn(environment), restoreRoleArn(environment)])) {
    const RoleName = arn.replace(/^.*\//, '');
    await iam.send(new CreateRoleCommand({ RoleName, Path: pathOf(arn), ...assumedBy('backup.amazonaws.com') }));
  }
}

/**
 * Creates an instance profile with the first role that a restore can pass.
 * @returns the profile's name; undefined when no role can be passed
 */
export async function seedInstanceProfile({ iam, environment }: AccountClients): Promise<string | undefined> {
  const { passableInstanceRoles: passable } = environment.iam;
  const RoleName = passable === 'all' ? ANY_ROLE : passable[0]?.split('/').at(-1);
  if (RoleName === undefined) return undefined;
  const Path = passable === 'all' ? '/' : pathOf(passable[0] ?? '');
  await iam.send(new CreateRoleCommand({ RoleName, Path, ...assumedBy('ec2.amazonaws.com') }));
  const profile = { InstanceProfileName: RoleName, RoleName };
  await iam.send(new CreateInstanceProfileCommand(profile));
  await iam.send(new AddRoleToInstanceProfileCommand(profile));
  return RoleName;
}

/** `/teams/` of `arn:aws:iam::111111111111:role/teams/web`. */
function pathOf(roleArn: string): string {
  return roleArn.replace(/^.*?:role(?=\/)/, '').replace(/[^/]*$/, '');
}

function assumedBy(Service: string) {
  const statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  return { AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
}
