import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

const ACCOUNT = '111111111111';
const REGION = 'ap-northeast-1';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:backups`;

test('X4 accepts existing roles and topics of the account and the region', () => {
  const input = validEnvironment(({ environment, vault, selection }) => {
    environment.iam = { backupRoleArn: ROLE, restoreRoleArn: ROLE };
    environment.notifications = { topicArns: { [REGION]: TOPIC } };
    vault.topicArn = `${TOPIC}-of-vault`;
    selection.roleArn = ROLE;
  });
  expect(warningsOf(input)).toEqual([]);
});

test('X4 refuses existing roles of another account, wherever they are named', () => {
  const input = validEnvironment(({ environment, selection }) => {
    const elsewhere = ROLE.replace(ACCOUNT, '222222222222');
    environment.iam = { backupRoleArn: elsewhere, restoreRoleArn: ROLE };
    selection.roleArn = 'AWSBackupDefaultServiceRole';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.selections.Tagged.roleArn = "AWSBackupDefaultServiceRole"
        "AWSBackupDefaultServiceRole" cannot name a role.
        → use arn:aws:iam::<account>:role/<name>

      iam.backupRoleArn = "arn:aws:iam::222222222222:role/service-role/AWSBackupDefaultServiceRole"
        The role is outside account 111111111111: AWS Backup assumes only roles of the account that it backs up.
        → name a role of account 111111111111
  `);
});

test('X4 refuses existing topics of another account or region, and FIFO topics', () => {
  const input = validEnvironment(({ environment, vault }) => {
    environment.notifications = { topicArns: { [REGION]: TOPIC.replace(ACCOUNT, '222222222222') } };
    vault.topicArn = TOPIC.replace(REGION, 'us-east-1');
    environment.backup.vaults.push({ name: 'EFS', topicArn: `${TOPIC}.fifo` });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.vaults.EFS.topicArn = "arn:aws:sns:ap-northeast-1:111111111111:backups.fifo"
        "arn:aws:sns:ap-northeast-1:111111111111:backups.fifo" cannot name a topic.
        → AWS Backup publishes only to standard topics: name one

      notifications.topicArns.ap-northeast-1 = "arn:aws:sns:ap-northeast-1:222222222222:backups"
        AWS Backup publishes only to topics of the vault's account and region, 111111111111 in ap-northeast-1.
        → name a topic of account 111111111111 in ap-northeast-1

      backup.vaults.EC2.topicArn = "arn:aws:sns:us-east-1:111111111111:backups"
        AWS Backup publishes only to topics of the vault's account and region, 111111111111 in ap-northeast-1.
        → name a topic of account 111111111111 in ap-northeast-1
  `);
});

test('X4 refuses settings that existing roles and topics leave without effect', () => {
  const input = validEnvironment(({ environment, vault }) => {
    environment.iam = { backupRoleArn: ROLE, restoreRoleArn: ROLE, passableInstanceRoles: 'all' };
    environment.notifications = {
      subscriptions: [{ protocol: 'email', endpoint: 'alerts@example.com' }],
      topicArns: { [REGION]: TOPIC, 'us-east-1': TOPIC.replace(REGION, 'us-east-1') },
    };
    environment.backup.vaults.push({ name: 'EFS', topicArn: TOPIC, notify: [] });
    vault.notify = ['BACKUP_JOB_COMPLETED'];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 4 problems

      iam.passableInstanceRoles
        Both roles of AWS Backup exist, and their policies decide which roles they can pass.
        → remove it, and let the policies of the existing roles pass these roles

      notifications.topicArns.us-east-1
        The environment has no vault in us-east-1, so nothing publishes to this topic.
        → name the topics of ap-northeast-1

      backup.vaults.EFS.topicArn
        The vault publishes no events, because notify is empty.
        → remove topicArn, or name events in notify

      notifications.subscriptions.alerts@example.com
        Subscribes to no topic: the environment has only existing topics, whose subscriptions it does not change.
        → remove the subscriptions, and subscribe to the existing topics where they are managed
  `);
});

test('X4 passes roles as long as one of them is created, and subscribes as long as one topic is', () => {
  const input = validEnvironment(({ environment, vault }) => {
    environment.iam = { backupRoleArn: ROLE, passableInstanceRoles: [ROLE] };
    environment.notifications = { subscriptions: [{ protocol: 'email', endpoint: 'alerts@example.com' }] };
    vault.topicArn = TOPIC;
  });
  expect(warningsOf(input)).toEqual([]);
});

test('X4 judges filters by the vaults that publish to topics of the stack', () => {
  const change = (topicArn?: string) =>
    validEnvironment(({ environment, vault }) => {
      environment.notifications = {
        subscriptions: [{ protocol: 'email', endpoint: 'alerts@example.com', filter: { State: [{ exists: false }] } }],
      };
      vault.topicArn = topicArn;
    });
  expect(refusalOf(change())).toContain('The filter drops a backup job');
  expect(warningsOf(change(TOPIC))).toEqual([]);
});

test('X4 requires no key for an existing topic, and checks the one that is named', () => {
  const withKey = (key: Record<string, string>) =>
    validEnvironment(({ environment }) => {
      environment.notifications = { topicArns: { [REGION]: TOPIC }, key };
    });
  expect(warningsOf(withKey({}))).toEqual([]);
  expect(refusalOf(withKey({ [REGION]: 'arn:aws:kms:us-east-1:111111111111:key/1' }))).toContain(
    '"arn:aws:kms:us-east-1:111111111111:key/1" is not a key in ap-northeast-1',
  );
});

test('X4 keeps vaults’ own tags within the limits of plans’ tags', () => {
  const input = validEnvironment(({ vault }) => {
    vault.tags = { name: 'x', 'aws:x': 'y' };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.vaults.EC2.tags.aws:x = "aws:x"
        Tags that start with aws: are reserved for AWS.
        → choose another key

      backup.vaults.EC2.tags.name
        Every resource already has the tag Name.
        → choose another key
  `);
});

test('X4 accepts set-before for a compliance lock that exists, and only for that', () => {
  const locked = (mode: 'compliance' | 'governance') =>
    validEnvironment(({ vault }) => {
      vault.lock = { mode, changeableForDays: 'set-before' };
    });
  expect(warningsOf(locked('compliance'))).toEqual([]);
  expect(refusalOf(locked('governance'))).toContain('A grace period turns a governance lock into a compliance lock');
});

test('X1 refuses topics and subscriptions that are left unmanaged without effect', () => {
  const input = (topicArns: Record<string, string>) =>
    validEnvironment(({ environment, vault }) => {
      environment.notifications = { otherSubscriptions: 'unmanaged', topicArns };
      vault.notify = 'unmanaged';
    });
  expect(warningsOf(input({}))).toEqual([]);
  const unused = input({ [REGION]: TOPIC });
  for (const vault of unused.backup.vaults) vault.topicArn = TOPIC;
  expect(refusalOf(unused)).toBe(text`
    environments/dev.ts is refused: 2 problems

      notifications.otherSubscriptions
        The environment has only existing topics, whose subscriptions it neither changes nor compares.
        → remove it

      backup.vaults.EC2.topicArn
        Terraform does not change where the vault publishes, because notify is unmanaged.
        → remove topicArn, or name events in notify
  `);
});
