import { refusalOf, text, otherEnvironment, validEnvironment, warningsOf } from '../../testing/environment-inputs';

const BOOTSTRAP = { github: { repository: 'example/backup' } };

test('E1 refuses a bootstrap that trusts more than one repository, or whose names AWS does not take', () => {
  const input = validEnvironment(({ environment }) => {
    environment.state.roleArn = 'arn:aws:iam::222222222222:role/state';
    environment.bootstrap = {
      github: { repository: 'backup', subject: 'repo:example/*' },
      planRole: 'plan role',
      readPolicyArns: ['ReadOnlyAccess'],
      permissionsBoundaryArn: 'boundary',
      oldVersionsDays: 0,
      bundleDays: 1.5,
    };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 8 problems

      bootstrap.github.repository = "backup"
        "backup" cannot name a repository of GitHub.
        → use owner/name

      bootstrap.github.subject = "repo:example/*"
        "repo:example/*" cannot name the repository of a token.
        → use repo:<owner>/<name> as the OIDC settings of the repository show it, without what follows and without *

      bootstrap.planRole = "plan role"
        "plan role" cannot name a role.
        → use 1 to 64 letters, digits and + = . @ - _

      bootstrap.readPolicyArns = "ReadOnlyAccess"
        "ReadOnlyAccess" cannot name a policy.
        → use arn:aws:iam::<account>:policy/<name>, or aws instead of the account

      bootstrap.permissionsBoundaryArn = "boundary"
        "boundary" cannot name a policy.
        → use arn:aws:iam::<account>:policy/<name>, or aws instead of the account

      bootstrap.oldVersionsDays = "0"
        S3 cannot keep objects for 0 days.
        → use a whole number from 1

      bootstrap.bundleDays = "1.5"
        S3 cannot keep objects for 1.5 days.
        → use a whole number from 1

      state.roleArn = "arn:aws:iam::222222222222:role/state"
        A role reads the state from outside account 111111111111, but the bootstrap creates the bucket in that account.
        → name a role of account 111111111111, or remove bootstrap and create the bucket in the account of the role
  `);
});

test('E1 refuses one role for plans and applies', () => {
  const input = validEnvironment(({ environment }) => {
    environment.bootstrap = { ...BOOTSTRAP, planRole: 'deploy', applyRole: 'Deploy' };
  });
  expect(refusalOf(input)).toContain('The apply role is also the plan role');
});

test('E1 refuses a bucket that two environments would make', () => {
  const dev = validEnvironment(({ environment }) => (environment.bootstrap = BOOTSTRAP));
  expect(refusalOf(dev, otherEnvironment())).toBe(text`
    environments/prod.ts is refused: 1 problem

      state.bucket = "anyservice-dev-tfstate"
        Environment dev keeps its states in this bucket too, but a bucket exists only once, in one account.
        → give each its own bucket
  `);
});

test.each([
  ['organizations', 'Organizations is reserved for the organization itself.'],
  ['dev-plan', 'Dev-plan is reserved for the plans of dev.'],
  ['dev-drill', 'Dev-drill is reserved for the drills of dev.'],
])('E1 refuses an environment named %s', (name, message) => {
  expect(refusalOf(validEnvironment(({ environment }) => (environment.name = name)))).toContain(message);
});

test('E1 warns of more policies on a role than IAM takes by itself', () => {
  const arns = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:iam::aws:policy/p${index}`);
  const withPolicies = (read: string[], apply: string[]) =>
    validEnvironment(({ environment }) => {
      environment.bootstrap = { ...BOOTSTRAP, readPolicyArns: read, applyPolicyArns: apply };
    });
  // Six are the role's own, two those of the plan role; what is named twice is attached once.
  expect(warningsOf(withPolicies(arns(3), arns(4)))).toEqual([]);
  expect(warningsOf(withPolicies(arns(5), []))).toEqual([
    'warning bootstrap.applyPolicyArns: backupctl-apply would have 11 policies, and IAM accepts 10 unless its quota is raised → attach fewer, or first raise the quota "Managed policies per role" of the account',
  ]);
  expect(warningsOf(withPolicies(arns(9), [])).map((warning) => warning.split(' would have ')[0])).toEqual([
    'warning bootstrap.readPolicyArns: backupctl-plan',
    'warning bootstrap.applyPolicyArns: backupctl-apply',
  ]);
});

test('E1 refuses a state key that no stack creates, and two of them', () => {
  const input = validEnvironment(({ environment }) => {
    environment.state.kmsKey = 'made-here';
    environment.state.kmsKeyArn = 'arn:aws:kms:ap-northeast-1:111111111111:key/1';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      state.kmsKey = "made-here"
        The bootstrap creates this key, but there is no bootstrap.
        → add a bootstrap, or name the key of the bucket as state.kmsKeyArn

      state.kmsKey = "made-here"
        The setting state.kmsKeyArn names another key, but the states have only one.
        → remove one of them
  `);
});

const github = { repository: 'example/aws-organization-backup' };
const boot = (bootstrap: object) =>
  validEnvironment(({ environment }) => {
    environment.bootstrap = { github, ...bootstrap };
  });
const policy = (account: string, name = 'Deploy') => `arn:aws:iam::${account}:policy/${name}`;

test.each([
  ['readPolicyArns', [policy('222222222222')]],
  ['applyPolicyArns', [policy('222222222222')]],
  ['permissionsBoundaryArn', policy('222222222222')],
])('E1 refuses a policy of another account in bootstrap.%s', (setting, value) => {
  expect(refusalOf(boot({ [setting]: value }))).toBe(
    [
      'environments/dev.ts is refused: 1 problem\n',
      `  bootstrap.${setting} = "${policy('222222222222')}"`,
      '    The policy is outside account 111111111111: a role can only have policies of its own account or of AWS.',
      '    → name a policy of account 111111111111, or an AWS managed policy',
    ].join('\n'),
  );
});

test('E1 accepts policies of its own account and of AWS', () => {
  const own = [policy('111111111111'), policy('aws', 'SecurityAudit')];
  expect(
    warningsOf(boot({ readPolicyArns: own, applyPolicyArns: own, permissionsBoundaryArn: policy('111111111111') })),
  ).toEqual([]);
});

test.each(['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess'])(
  'E1 warns that %s lets plans read contents',
  (name) => {
    expect(warningsOf(boot({ readPolicyArns: [policy('aws', name)] }))).toEqual([
      'warning bootstrap.readPolicyArns: the policy lets plans, which run without approval, read what the account stores, not only settings → remove it: the bootstrap lets both roles read everything that its stacks contain',
    ]);
  },
);

test('E1 refuses two policies whose attachments would have one address', () => {
  const own = (name: string) =>
    boot({ applyPolicyArns: [policy('111111111111', 'team/Deploy'), policy('111111111111', name)] });
  expect(refusalOf(own('team--Deploy'))).toContain(
    'policy/team--Deploy and arn:aws:iam::111111111111:policy/team/Deploy become the same Terraform address.',
  );
  expect(warningsOf(own('team-Deploy'))).toEqual([]);
});

test('E1 refuses a state key in another region than the bucket', () => {
  const own = (region: string) =>
    validEnvironment(({ environment }) => {
      environment.state = {
        bucket: 'anyservice-dev-tfstate',
        region: 'ap-northeast-1',
        kmsKeyArn: `arn:aws:kms:${region}:111111111111:key/1234`,
      };
    });
  expect(refusalOf(own('ap-northeast-3'))).toBe(text`
    environments/dev.ts is refused: 1 problem

      state.kmsKeyArn = "arn:aws:kms:ap-northeast-3:111111111111:key/1234"
        The key is in ap-northeast-3, but the bucket is in ap-northeast-1.
        → name a key in ap-northeast-1
  `);
  expect(warningsOf(own('ap-northeast-1'))).toEqual([]);
});

test('E1 refuses a bucket that two files have in different regions, and accepts a shared one', () => {
  const other = (region: string) =>
    otherEnvironment(({ environment }) => {
      environment.state = { bucket: 'anyservice-dev-tfstate', region };
    });
  expect(refusalOf(validEnvironment(), other('ap-northeast-3'))).toBe(text`
    environments/prod.ts is refused: 1 problem

      state.region = "ap-northeast-3"
        Environment dev has bucket anyservice-dev-tfstate in ap-northeast-1, but a bucket is in one region.
        → write the region of the bucket in both files, or give each its own bucket
  `);
  expect(warningsOf(validEnvironment(), other('ap-northeast-1'))).toEqual([]);
});

test.each(['organization', 'common', 'index'])('E1 refuses the name %s, which is another file', (name) => {
  expect(refusalOf(validEnvironment(({ environment }) => (environment.name = name)))).toContain('is reserved for the ');
});
