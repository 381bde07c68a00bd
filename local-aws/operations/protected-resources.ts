import { FORWARD, isHere, page, type Operation } from '../operation';
import type { StandInRecoveryPoint } from './recovery-points';

interface ProtectedState {
  readonly recoveryPoints: readonly StandInRecoveryPoint[];
}

/** What lists resources: the first from recovery points, the others as moto answers, under the names of IAM. */
export const PROTECTED_RESOURCES: readonly Operation<ProtectedState>[] = [
  {
    action: 'backup:ListProtectedResources',
    page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListProtectedResources.html',
    route: 'GET /resources',
    answer: (context) => {
      const { input, state } = context;
      const latest = new Map<string, StandInRecoveryPoint['point']>();
      for (const one of state.recoveryPoints) {
        const { ResourceArn, CreationDate, Status } = one.point;
        const isNewest = CreationDate > (latest.get(ResourceArn)?.CreationDate ?? 0);
        if (isHere(one, context) && Status === 'COMPLETED' && isNewest) latest.set(ResourceArn, one.point);
      }
      const { part, NextToken } = page([...latest.values()], input['nextToken'], state);
      const Results = part.map(({ ResourceArn, ResourceType, CreationDate, RecoveryPointArn }) => ({
        ResourceArn,
        ResourceType,
        LastBackupTime: CreationDate,
        LastRecoveryPointArn: RecoveryPointArn,
      }));
      return { Results, NextToken };
    },
  },
  {
    action: 's3:ListAllMyBuckets',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html',
    route: 'GET ?bucket-region',
    answer: () => FORWARD,
  },
  {
    action: 'elasticfilesystem:DescribeFileSystems',
    page: 'https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html',
    route: 'GET /2015-02-01/file-systems',
    answer: () => FORWARD,
  },
];
