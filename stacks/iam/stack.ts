import type { Construct } from 'constructs';

import { BACKUP_ROLE, RESTORE_ROLE, SERVICE_ROLE_PATH } from '../../domain/backup/service-roles';
import type { Environment } from '../../environments/schema';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import {
  DESCRIBE_FAST_SNAPSHOT_RESTORES,
  awsBackupPolicy,
  passInstanceRoles,
} from '../../modules/iam/backup-statements';
import { CustomerManagedPolicy } from '../../modules/iam/customer-managed-policy';
import { ServiceRole } from '../../modules/iam/service-role';
import { iamContract } from './contract';

/** The environment's roles: one that backs up and restores, one that only restores (E5, E6). */
export class IamStack extends EnvironmentStack {
  constructor(scope: Construct, { iam, ...environment }: Environment) {
    super(scope, iamContract.stack, environment);
    const trust = {
      path: SERVICE_ROLE_PATH,
      service: 'backup.amazonaws.com',
      ...(iam.trustOnlyOwnAccount ? { sourceAccount: environment.accountId } : {}),
    };
    // A policy needs a resource: without a role to pass there is none to write.
    const passRole = (id: string, name: string): Record<string, string> => {
      if (iam.passableInstanceRoles.length === 0) return {};
      const description = 'Lets AWS Backup restore EC2 instances with their instance profile';
      const statements = [passInstanceRoles(iam.passableInstanceRoles)];
      return { 'pass-role': new CustomerManagedPolicy(this, id, { name, description, statements }).arn };
    };
    const fastSnapshotRestores = new CustomerManagedPolicy(this, 'describe-fast-snapshot-restores', {
      name: 'ec2DescribeFastSnapshotRestores',
      description: 'Lets AWS Backup see which snapshots restore fast',
      statements: [DESCRIBE_FAST_SNAPSHOT_RESTORES],
    });

    const backupRole = new ServiceRole(this, 'backup-role', {
      ...trust,
      name: BACKUP_ROLE,
      policies: {
        'for-backup': awsBackupPolicy('ForBackup'),
        'for-restores': awsBackupPolicy('ForRestores'),
        'describe-fast-snapshot-restores': fastSnapshotRestores.arn,
        ...passRole('backup-pass-role', 'AWSBackupServiceRolePolicyForEC2Restores'),
      },
    });
    const restoreRole = new ServiceRole(this, 'restore-role', {
      ...trust,
      name: RESTORE_ROLE,
      policies: {
        'for-restores': awsBackupPolicy('ForRestores'),
        ...passRole('restore-pass-role', 'AWSBackupServiceRolePolicyForEC2Restore'),
      },
    });

    this.publish(iamContract, { backupRoleArn: backupRole.arn, restoreRoleArn: restoreRole.arn });
  }
}
