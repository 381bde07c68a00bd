import { environment } from '../../environments/schema';

export default environment({
  name: 'stg',
  service: 'anyservice',
  accountId: '222222222222',
  region: 'ap-northeast-1',
  timezone: 'Asia/Tokyo',
  state: { bucket: 'anyservice-stg-tfstate-222222222222', region: 'ap-northeast-1' },
  bootstrap: { github: { repository: 'example/aws-organization-backup' } },
  iam: { passableInstanceRoles: ['arn:aws:iam::222222222222:role/ec2_role'] },
  notifications: {
    subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts-stg@example.com' }],
  },
  backup: {
    vaults: [{ name: 'EC2' }],
    plans: [
      {
        name: 'EC2',
        rules: [
          {
            name: 'EC2',
            vault: 'EC2',
            schedule: 'cron(0 6 * * ? *)',
            timezone: 'Asia/Tokyo',
            startWindowMinutes: 60,
            completionWindowMinutes: 10_080,
            deleteAfterDays: 30,
          },
        ],
        selections: [{ name: 'Tag-AWSBackup-EC2', tags: { AWSBackup: 'EC2' } }],
      },
    ],
  },
  ssmBackup: {
    window: { schedule: 'cron(30 03 ? * * *)', timezone: 'Asia/Tokyo', durationHours: 1 },
    group: 'ssm-backup-group',
    agentCheck: { minutesBefore: 10 },
  },
});
