import { common } from './common';
import { environment } from './schema';

export default environment({
  ...common,
  name: 'stg',
  accountId: '222222222222',
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
    window: { schedule: 'cron(30 03 ? * * *)', durationHours: 1 },
    group: 'ssm-backup-group',
    agentCheck: { minutesBefore: 10 },
  },
});
