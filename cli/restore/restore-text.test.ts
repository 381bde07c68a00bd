import type { RestoreJob } from '../../operations/restore/restore-job';
import { restoredText } from './restore-text';

const JOB: RestoreJob = {
  jobId: 'job-1',
  status: 'COMPLETED',
  isEnded: true,
  roleArn: 'arn:aws:iam::111111111111:role/r',
  message: '',
  percentDone: '100.00%',
  recoveryPoint: 'arn:aws:ec2:ap-northeast-1::image/ami-1',
  createdResource: 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-1',
  createdAt: '2026-11-21T00:00:00.000Z',
  completedAt: '2026-11-21T00:10:00.000Z',
};

const notRestored = (tags: Readonly<Record<string, string>>) => {
  const instance = {
    instanceId: 'i-1',
    state: 'running',
    keyName: 'k',
    instanceProfile: undefined,
    tags,
    interfaces: [],
  };
  return /Not restored:\n((?: {2}.*\n)*)/.exec(restoredText(JOB, instance, 'ap-northeast-1'))?.[1];
};

test('E9 reports missing tags only for an instance without tags', () => {
  expect(notRestored({})).toContain(
    '  tags: without them, no plan backs up i-1; set them, or restore with --copy-tags\n',
  );
  expect(notRestored({ AWSBackup: 'EC2' })).toBe(`  user data: AWS Backup does not store it
  public and Elastic IP addresses: associate them again
  target group memberships, DNS records and alarms: they still refer to the original instance
`);
});
