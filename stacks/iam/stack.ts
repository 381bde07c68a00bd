import type { Construct } from 'constructs';

import { DESCRIBE_FAST_SNAPSHOT_RESTORES, passInstanceRoles } from '../../domain/backup/role-statements';
import { awsBackupPolicy, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import { publishedTopic } from '../../domain/notifications/topic-arns';
import type { Environment } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { byRoleOutput } from '../../modules/core/functions';
import { roleBoundaryArn } from '../../modules/iam/role-boundary';
import { CustomerManagedPolicy } from '../../modules/iam/customer-managed-policy';
import { ServiceRole } from '../../modules/iam/service-role';
import { SsmBackupRoles } from '../../modules/iam/ssm-backup/roles';
import { iamContract, ssmBackupRolesContract } from './contract';

/** The environment's roles: two of AWS Backup, one of which only restores (E5, E6), and those of the SSM backup (S2–S4). */
export class IamStack extends EnvironmentStack {
  constructor(scope: Construct, { iam, ...environment }: Environment) {
    super(scope, iamContract.stack, environment);
    const permissionsBoundaryArn = roleBoundaryArn({ iam, ...environment });
    const trust = {
      permissionsBoundaryArn,
      path: SERVICE_ROLE_PATH,
      service: 'backup.amazonaws.com',
      sourceAccount: iam.trustOnlyOwnAccount ? environment.accountId : undefined,
    };
    const { names } = environment;
    // A policy needs a resource: without a role to pass, there is no policy.
    const passRole = (id: string, name: string): Record<string, string> => {
      if (iam.passableInstanceRoles.length === 0) return {};
      const description = 'Lets AWS Backup restore EC2 instances with their instance profile';
      const statements = [passInstanceRoles(iam.passableInstanceRoles)];
      const grownBy = ['iam.passableInstanceRoles'];
      return { 'pass-role': new CustomerManagedPolicy(this, id, { name, description, statements, grownBy }).arn };
    };
    const backupRole = (): ServiceRole =>
      new ServiceRole(this, 'backup-role', {
        ...trust,
        name: names.backupRole,
        policies: {
          'for-backup': awsBackupPolicy('ForBackup'),
          'for-restores': awsBackupPolicy('ForRestores'),
          'describe-fast-snapshot-restores': new CustomerManagedPolicy(this, 'describe-fast-snapshot-restores', {
            name: names.fastSnapshotRestoresPolicy,
            description: 'Lets AWS Backup see which snapshots restore fast',
            statements: [DESCRIBE_FAST_SNAPSHOT_RESTORES],
          }).arn,
          ...passRole('backup-pass-role', names.backupPassRolePolicy),
        },
      });
    const restoreRole = (): ServiceRole =>
      new ServiceRole(this, 'restore-role', {
        ...trust,
        name: names.restoreRole,
        policies: {
          'for-restores': awsBackupPolicy('ForRestores'),
          ...passRole('restore-pass-role', names.restorePassRolePolicy),
        },
      });

    this.publish(iamContract, {
      backupRoleArn: iam.backupRoleArn ?? backupRole().arn,
      restoreRoleArn: iam.restoreRoleArn ?? restoreRole().arn,
    });
    this.ssmBackup(environment, permissionsBoundaryArn);
  }

  private ssmBackup(
    { accountId, region, names, notifications, ssmBackup }: Omit<Environment, 'iam'>,
    permissionsBoundaryArn: string | undefined,
  ): void {
    if (ssmBackup === 'none') return;
    const roles = new SsmBackupRoles(this, 'ssm-backup', {
      accountId,
      region,
      names,
      permissionsBoundaryArn,
      ...publishedTopic({ accountId, notifications }, region),
      ...ssmBackup,
    });
    const { automationRoleArn, windowRoleArn, schedulerRoleArn, functions } = roles;
    this.publish(ssmBackupRolesContract, {
      automationRoleArn,
      windowRoleArn,
      schedulerRoleArn,
      ...byRoleOutput(functions),
    });
  }
}
