import { GetPolicyCommand, GetPolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';

import { type Running, startMoto } from '../../local-aws/moto';
import { awsBackupPolicy } from '../../domain/backup/service-roles';
import { roleBoundaryStatements } from '../../modules/iam/role-boundary';
import { allowed } from '../../testing/permissions';
import { DEFAULT_NAMES } from '../../domain/names';
import type { Statement } from '../../testing/iam/statement';

let moto: Running;

beforeAll(async () => {
  moto = await startMoto('111111111111', { managedPolicies: true });
});

afterAll(() => moto.stop());

interface AwsStatement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

test.each(['ForBackup', 'ForRestores'] as const)(
  'E5 the boundary lets AWS Backup do all that AWS’s own policy %s says: what it held back would be no backup',
  async (purpose) => {
    const iam = new IAMClient({
      region: 'us-east-1',
      endpoint: moto.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const PolicyArn = awsBackupPolicy(purpose);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId ?? '';
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    const document = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')) as { Statement: AwsStatement[] };
    const boundary = roleBoundaryStatements({
      accountId: '111111111111',
      region: 'ap-northeast-1',
      names: DEFAULT_NAMES,
      topicArn: 'arn:aws:sns:ap-northeast-1:111111111111:topic',
      backupRoleArn: 'arn:aws:iam::111111111111:role/backup',
      restoreRoleArn: 'arn:aws:iam::111111111111:role/restore',
      passableInstanceRoles: [],
      imageParameterArns: [],
      furtherActions: [],
    }) as readonly Statement[];
    const needed = document.Statement.flatMap(({ Action, Resource }) =>
      listOf(Action).flatMap((action) => listOf(Resource).map((arn) => [action, arn] as const)),
    );
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter(([action, arn]) => action !== 'iam:PassRole' && !allowed(boundary, action, arn))).toEqual([]);
    // AWS lets every role be passed: here it is those that the environment names (E5).
    expect(allowed(boundary, 'iam:PassRole', 'arn:aws:iam::111111111111:role/administrator')).toBe(false);
  },
);
