import { environment } from './schema';

export default environment({
  name: 'prod',
  service: 'anyservice',
  accountId: '333333333333',
  region: 'ap-northeast-1',
  state: { bucket: 'anyservice-prod-tfstate-333333333333', region: 'ap-northeast-1' },
  bootstrap: { github: { repository: 'example/aws-organization-backup' } },
  iam: { passableInstanceRoles: ['arn:aws:iam::333333333333:role/ec2_role'] },
  notifications: {
    subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts-prod@example.com' }],
  },
  backup: {
    vaults: [{ name: 'EC2' }, { name: 'EC2', region: 'ap-northeast-3' }, { name: 'EFS' }],
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
            copies: [{ vault: 'EC2', region: 'ap-northeast-3' }],
          },
        ],
        selections: [
          {
            name: 'x',
            resources: ['arn:aws:ec2:*:*:instance/*'],
            conditions: { stringEquals: { 'aws:ResourceTag/AWSBackup': 'EC2' } },
          },
        ],
      },
      {
        name: 'EFS',
        rules: [
          {
            name: 'Monthly',
            vault: 'EFS',
            schedule: 'cron(0 3 1 * ? *)',
            timezone: 'Asia/Tokyo',
            startWindowMinutes: 60,
            completionWindowMinutes: 10_080,
            coldStorageAfterDays: 30,
            deleteAfterDays: 365,
          },
        ],
        selections: [
          {
            name: 'Tag-AWSBackup-EFS',
            tags: { AWSBackup: 'EFS' },
            resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'],
          },
        ],
      },
    ],
  },
  ssmBackup: {
    window: { schedule: 'cron(30 03 ? * * *)', timezone: 'Asia/Tokyo', durationHours: 1 },
    group: 'ssm-backup-group',
    agentCheck: { minutesBefore: 10 },
  },
});
