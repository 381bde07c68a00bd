import {
  ACCOUNT,
  foundAccount,
  foundPlan,
  foundRegion,
  foundRule,
  foundSelection,
  foundTopic,
  foundVault,
  HOME,
} from '../../testing/adopt/found-account';
import { validEnvironment } from '../../testing/environment-inputs';
import { fixtures } from '../../testing/fixtures';
import { wideEnvironment } from '../../testing/provider/wide-environment';
import { synthesizeAll } from '../../testing/synthesized';
import { TERRAFORM_TYPES } from '../terraform/terraform-types';
import { isAdoptable } from './existing';
import { stackImports } from './imports';

const FAR = 'us-east-1';
const withFarVault = () =>
  validEnvironment(({ environment, vault, rule }) => {
    environment.backup.vaults.push({ ...vault, name: 'far', region: FAR, key: 'customer-managed' });
    environment.ssmBackup = 'none';
    rule.copies = [{ vault: 'far', region: FAR }];
  });

const topic = (region: string) =>
  foundTopic('sns-backup-alertnotification', {
    arn: `arn:aws:sns:${region}:${ACCOUNT}:sns-backup-alertnotification`,
    policy: '{}',
    subscriptions: [
      {
        arn: region === FAR ? undefined : 'arn:of:subscription',
        protocol: 'email',
        endpoint: 'alerts@example.com',
        attributes: undefined,
        settings: {},
      },
    ],
  });

const events = { topicArn: 'arn', events: ['BACKUP_JOB_COMPLETED'] };
const account = foundAccount(
  {
    vaults: [foundVault('EC2', { notifications: events })],
    topics: [topic(HOME)],
    plans: [
      foundPlan('EC2', { id: 'orgs/same-name' }),
      foundPlan('EC2', { rules: [foundRule('EC2')], selections: [foundSelection('Tagged')] }),
    ],
  },
  { policies: [{ arn: `arn:aws:iam::${ACCOUNT}:policy/ec2DescribeFastSnapshotRestores`, document: '{}' }] },
);
const key = {
  arn: 'arn:of:key',
  id: 'key-1',
  aliases: ['alias/backup-vault-far'],
  manager: 'CUSTOMER' as const,
  state: 'Enabled',
  policy: '{}',
  isRotated: true,
};
const found = {
  ...account,
  regions: {
    ...account.regions,
    [FAR]: foundRegion({ vaults: [foundVault('far', { notifications: events })], topics: [topic(FAR)], keys: [key] }),
  },
  roles: account.roles.map((role) => ({
    ...role,
    name: 'AWSBackupServiceEC2Role',
    policyArns: ['arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup'],
  })),
};

/** What is imported and created, by stack, without the hashes of addresses. */
function importsOf() {
  const stacks = synthesizeAll([withFarVault()]);
  const short = (address: string) => address.replace(/_[0-9A-F]{8}$/, '');
  return Object.fromEntries(
    Object.entries(stacks).map(([name, json]) => {
      const { imports, created } = stackImports(json, found);
      return [
        name,
        { imports: Object.fromEntries(imports.map(({ to, id }) => [short(to), id])), created: created.map(short) },
      ];
    }),
  );
}

test('X2 imports what exists by the IDs of the provider, with the region where it is not the own, and creates the rest', () => {
  expect(importsOf()).toEqual({
    'dev-iam': {
      imports: {
        'aws_iam_policy.describe-fast-snapshot-restores_policy': `arn:aws:iam::${ACCOUNT}:policy/ec2DescribeFastSnapshotRestores`,
        'aws_iam_role.backup-role': 'AWSBackupServiceEC2Role',
        'aws_iam_role_policy_attachment.backup-role_for-backup':
          'AWSBackupServiceEC2Role/arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
      },
      created: [
        'aws_iam_role.restore-role',
        'aws_iam_role_policy_attachment.backup-role_describe-fast-snapshot-restores',
        'aws_iam_role_policy_attachment.backup-role_for-restores',
        'aws_iam_role_policy_attachment.restore-role_for-restores',
      ],
    },
    'dev-notifications': {
      imports: {
        'aws_sns_topic.topic': topic(HOME).arn,
        'aws_sns_topic_policy.topic_topic-policy': topic(HOME).arn,
        'aws_sns_topic_subscription.subscription-alertsexamplecom_subscription': 'arn:of:subscription',
        'aws_sns_topic.topic-us-east-1_topic': `${topic(FAR).arn}@${FAR}`,
        'aws_sns_topic_policy.topic-us-east-1_topic-policy': `${topic(FAR).arn}@${FAR}`,
      },
      created: ['aws_sns_topic_subscription.subscription-alertsexamplecom-us-east-1_subscription'],
    },
    'dev-backup': {
      imports: {
        'aws_backup_vault.vault-EC2_vault': 'EC2',
        'aws_backup_vault_notifications.vault-EC2_notifications': 'EC2',
        'aws_backup_vault.vault-far-us-east-1_vault': `far@${FAR}`,
        'aws_backup_vault_notifications.vault-far-us-east-1_notifications': `far@${FAR}`,
        'aws_kms_alias.vault-far-us-east-1_key_alias': `alias/backup-vault-far@${FAR}`,
        'aws_kms_key.vault-far-us-east-1_key': `key-1@${FAR}`,
        'aws_backup_plan.plan-EC2_plan': 'id-of-EC2',
        'aws_backup_selection.plan-EC2_selection-Tagged_selection': 'id-of-EC2|id-of-Tagged',
      },
      created: [],
    },
  });
});

test('X2 looks for every type that the stacks of an environment contain', () => {
  const stacks = synthesizeAll([fixtures.dev, wideEnvironment()]);
  const types = Object.entries(stacks)
    .filter(([name]) => !name.endsWith('state-bootstrap'))
    .flatMap(([, json]) => Object.keys(json['resource']));
  expect([...new Set(types)].filter((type) => !isAdoptable(type))).toEqual([]);
});

test('X2 every type has an import ID that its arguments, its place, or AWS give', () => {
  for (const { type, importId } of TERRAFORM_TYPES.values())
    expect([type, importId]).toEqual([type, expect.stringMatching(/\{\w+\}/)]);
});
