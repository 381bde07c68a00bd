import { ENVIRONMENT_NAMES } from '../../domain/names';
import type { EnvironmentInput } from '../../environments/schema';
import { fixtures } from '../fixtures';
import { wideEnvironment } from '../provider/wide-environment';
import { planNamed, ruleNamed, selectionNamed, vaultNamed } from '../select';

const ACCOUNT = fixtures.prod.accountId;
const OTHER = '111111111111';
const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const topic = (region: string, name: string) => `arn:aws:sns:${region}:${ACCOUNT}:${name}`;
const key = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const [HOME, FAR] = ['ap-northeast-1', 'ap-northeast-3'];

type Change = (input: EnvironmentInput) => void;

/** Variations of {@link wideEnvironment} that together have every setting of the schema. */
export const VARIATIONS = {
  'as it is': () => {},
  'an SSM backup with everything': (input) => {
    input.iam = {
      ...input.iam,
      passableInstanceRoles: 'all',
      trustOnlyOwnAccount: false,
      permissionsBoundary: 'made-here',
      boundaryActions: ['codedeploy:CreateDeployment', 'ec2:AssignIpv6Addresses'],
    };
    input.ssmBackup = {
      window: {
        name: 'night',
        schedule: 'cron(0 1,13 ? * * *)',
        timezone: 'Etc/UTC',
        durationHours: 4,
        cutoffHours: 1,
      },
      group: 'night',
      // With ten minutes, the check would have the same schedule.
      agentCheck: { minutesBefore: 730 },
      before: [
        {
          name: 'askQueue',
          action: 'aws:runCommand',
          inputs: {
            DocumentName: 'AWS-RunShellScript',
            InstanceIds: ['{{ InstanceId }}'],
            Parameters: { commands: ['true'] },
          },
          timeoutSeconds: 300,
          maxAttempts: 2,
          outputs: [{ Name: 'Said', Selector: '$.Output', Type: 'String' }],
        },
        { name: 'pauseBriefly', action: 'aws:sleep', inputs: { Duration: 'PT1M' } },
      ],
      after: [
        {
          name: 'readImage',
          action: 'aws:executeAwsApi',
          inputs: { Service: 'ec2', Api: 'DescribeImages', ImageIds: ['{{ createImage.ImageId }}'] },
          timeoutSeconds: 20,
          maxAttempts: 3,
          outputs: [{ Name: 'State', Selector: '$.Images[0].State', Type: 'String' }],
        },
      ],
      automationPolicyArns: [policy('keys'), policy('commands')],
      imageParameterArns: [
        `arn:aws:ssm:${HOME}:${ACCOUNT}:parameter/web`,
        `arn:aws:ssm:${HOME}:${ACCOUNT}:parameter/app`,
      ],
      logRetentionDays: 30,
    };
  },
  'other names': (input) => {
    input.names = Object.fromEntries(Object.entries(ENVIRONMENT_NAMES).map(([name, of]) => [name, `Own-${of.name}`]));
    input.iam = { ...input.iam, boundaryActions: ['codedeploy:CreateDeployment'] };
    input.ssmBackup = {
      agentCheck: { minutesBefore: 20 },
      automationPolicyArns: [policy('commands')],
      imageParameterArns: [`arn:aws:ssm:${HOME}:${ACCOUNT}:parameter/web`],
      logRetentionDays: 7,
    };
  },
  'a check before a window on another day, without a bootstrap': (input) => {
    delete input.bootstrap;
    input.iam = { permissionsBoundary: policy('company-boundary') };
    input.ssmBackup = {
      window: { schedule: 'cron(5 0 ? * MON *)' },
      agentCheck: { minutesBefore: 15 },
      imageParameterArns: [`arn:aws:ssm:${HOME}:${ACCOUNT}:parameter/web`],
    };
  },
  'existing roles, and no boundary of those of the SSM backup': (input) => {
    input.iam = {
      backupRoleArn: role('CompanyBackup'),
      restoreRoleArn: role('CompanyRestore'),
      permissionsBoundary: 'none',
    };
    vaultNamed(input.backup, 'EC2').key = key(HOME);
    vaultNamed(input.backup, 'EFS').accessPolicy = 'unmanaged';
    selectionNamed(input.backup, 'Tag-AWSBackup-EFS').roleArn = role('CompanyFiles');
  },
  'existing roles, and the boundary of those of the SSM backup': (input) => {
    input.iam = {
      backupRoleArn: role('CompanyBackup'),
      restoreRoleArn: role('CompanyRestore'),
      boundaryActions: ['codedeploy:CreateDeployment'],
    };
  },
  'an existing topic in a region': (input) => {
    input.notifications = { topicArns: { [FAR]: topic(FAR, 'company') } };
  },
  'existing topics everywhere': (input) => {
    input.notifications = {
      key: { [HOME]: key(HOME) },
      topicArns: { [HOME]: topic(HOME, 'company'), [FAR]: topic(FAR, 'company') },
    };
  },
  'a topic of one vault, and topics with keys of others': (input) => {
    vaultNamed(input.backup, 'EFS').topicArn = topic(HOME, 'files');
    input.notifications = {
      topicName: 'alerts',
      displayName: 'Alerts',
      key: { [HOME]: key(HOME), [FAR]: key(FAR) },
      subscriptions: [
        { protocol: 'email', endpoint: 'all@example.com', filter: 'none' },
        { protocol: 'email', endpoint: 'failed@example.com', filter: { State: ['FAILED'] }, deadLetterQueue: true },
        { protocol: 'https', endpoint: 'https://hooks.example.com/plain', deadLetterQueue: true },
        { protocol: 'https', endpointParameter: '/backup/webhook' },
      ],
      otherSubscriptions: 'unmanaged',
    };
  },
  'plans with everything, and no SSM backup': (input) => {
    input.ssmBackup = 'none';
    input.tags = { CostCenter: 'ops' };
    const [{ backup }, ec2] = [input, planNamed(input.backup, 'EC2')];
    backup.vaults.push({ name: 'Copies', region: FAR, notify: ['COPY_JOB_FAILED'], tags: { team: 'files' } });
    Object.assign(vaultNamed(backup, 'EC2'), {
      accessPolicy: { copiesFromAccounts: [OTHER], copiesFromOrganization: 'o-exampleorg1', denyManualDeletion: false },
    });
    vaultNamed(backup, 'EFS').lock = { mode: 'compliance', minRetentionDays: 7, changeableForDays: 3 };
    backup.regionSettings = [
      { region: HOME, optIn: { EC2: true, EBS: false }, management: { DynamoDB: true, EFS: true } },
    ];
    Object.assign(ec2, { windowsVss: true, tags: { tier: 'web' }, otherSelections: 'unmanaged' });
    Object.assign(ruleNamed(backup, 'EC2'), {
      schedule: 'cron(0 6 1 * ? *)',
      timezone: 'Etc/UTC',
      continuous: false,
      archive: true,
      coldStorageAfterDays: 30,
      deleteAfterDays: 300,
      recoveryPointTags: { kept: 'long' },
      copies: [
        { vault: 'Copies', region: FAR, coldStorageAfterDays: 30, archive: true, deleteAfterDays: 500 },
        { vault: 'Central', accountId: OTHER, deleteAfterDays: 35 },
      ],
    });
    ruleNamed(backup, 'Monthly').airGappedVaultArn = `arn:aws:backup:${HOME}:${ACCOUNT}:backup-vault:AirGapped`;
    ec2.selections = [
      { name: 'Any', tags: { AWSBackup: ['EC2', 'Daily'], Tier: 'web' }, match: 'any' },
      {
        name: 'All',
        tags: { AWSBackup: 'EC2', Tier: 'web' },
        match: 'all',
        conditions: {
          stringLike: { Name: 'web-*' },
          stringNotEquals: { State: 'old' },
          stringNotLike: { Name: 'test-*' },
        },
        notResources: [`arn:aws:ec2:${HOME}:${ACCOUNT}:volume/*`],
      },
    ];
    backup.plans.push(
      {
        name: 'Continuous',
        rules: [
          {
            name: 'Hourly',
            vault: 'EC2',
            schedule: 'cron(0 * ? * * *)',
            startWindowMinutes: 60,
            continuous: true,
            deleteAfterDays: 35,
          },
        ],
        selections: [{ name: 'Tagged', tags: { AWSBackup: 'PITR' } }],
      },
      {
        name: 'Far',
        region: FAR,
        rules: [{ name: 'Daily', vault: 'Copies', schedule: 'cron(0 5 ? * * *)', deleteAfterDays: 14 }],
        selections: [{ name: 'Tagged', conditions: { stringEquals: { AWSBackup: 'Far' } } }],
      },
    );
  },
} satisfies Readonly<Record<string, Change>>;

/** A variation, as a user writes it. */
export function variation(change: Change): EnvironmentInput {
  const input = wideEnvironment();
  change(input);
  return input;
}
