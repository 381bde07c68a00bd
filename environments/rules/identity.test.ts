import { otherEnvironment, refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('E1 refuses names, buckets and ARNs that do not look like such', () => {
  const input = validEnvironment(({ environment }) => {
    environment.name = 'Dev';
    environment.service = 'any service';
    environment.state = {
      bucket: 'UPPER',
      region: 'ap-northeast-1',
      kmsKeyArn: 'alias/state',
      roleArn: 'arn:aws:iam::1:role/x',
    };
    environment.deployRoleArn = 'deployer';
    environment.notifications = { ...environment.notifications, topicName: 'backup alerts' };
  });
  expect(refusalOf(input)).toBe(text`
    environments/Dev.ts is refused: 7 problems

      name = "Dev"
        "Dev" cannot name an environment or a service.
        → use a lower-case letter, then up to 30 lower-case letters, digits and -

      service = "any service"
        "any service" cannot name an environment or a service.
        → use a lower-case letter, then up to 30 lower-case letters, digits and -

      state.bucket = "UPPER"
        "UPPER" cannot name a bucket.
        → use 3 to 63 lower-case letters, digits, - and .

      state.kmsKeyArn = "alias/state"
        "alias/state" cannot name a key.
        → use arn:aws:kms:<region>:<account>:key/<id>

      state.roleArn = "arn:aws:iam::1:role/x"
        "arn:aws:iam::1:role/x" cannot name a role.
        → use arn:aws:iam::<account>:role/<name>

      deployRoleArn = "deployer"
        "deployer" cannot name a role.
        → use arn:aws:iam::<account>:role/<name>

      notifications.topicName = "backup alerts"
        "backup alerts" cannot name a topic.
        → use 1 to 256 letters, digits, - and _
  `);
});

test('U4 names the placeholders of a bucket pattern when one does not exist', () => {
  const input = validEnvironment(({ environment }) => {
    environment.state.bucket = 'acme-{env}-state';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      state.bucket = "acme-{env}-state"
        "acme-{env}-state" cannot name a bucket.
        → the placeholders are {service}, {name} and {accountId}
  `);
});

test('U4 refuses a shared bucket pattern once, and a name that only one environment makes invalid in its file', () => {
  const pattern =
    (bucket: string) =>
    ({ environment }: { environment: { state: { bucket: string } } }) => {
      environment.state.bucket = bucket;
    };
  const refused = (bucket: string) => refusalOf(validEnvironment(pattern(bucket)), otherEnvironment(pattern(bucket)));
  expect(refused('Acme-{name}')).toBe(text`
    environments/dev.ts, environments/prod.ts are refused, probably for a value in common.ts: 1 problem

      state.bucket = "Acme-{name}"
        "Acme-{name}" cannot name a bucket.
        → use 3 to 63 lower-case letters, digits, - and .
  `);
  const long = 'a'.repeat(60);
  expect(refused(`${long}{name}`)).toMatch(
    `environments/prod.ts is refused: 1 problem\n\n  state.bucket = "${long}prod"\n`,
  );
});

test('U4 does not report that environments share a bucket whose pattern is refused', () => {
  const shared = ({ environment }: { environment: { state: { bucket: string } } }) => {
    environment.state.bucket = '{service}_state';
  };
  expect(refusalOf(validEnvironment(shared), otherEnvironment(shared))).toContain(
    'prod.ts are refused, probably for a value in common.ts: 1 problem',
  );
});

test('E1 refuses an account that is none, once, and nothing that takes it over', () => {
  const input = validEnvironment(({ environment, rule }) => {
    environment.accountId = '1111-1111-1111';
    environment.iam = { passableInstanceRoles: ['arn:aws:iam::111111111111:role/ec2_role'] };
    environment.backup.vaults.push({ name: 'EC2', region: 'ap-northeast-3' });
    rule.copies = [{ vault: 'EC2', region: 'ap-northeast-3' }];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      accountId = "1111-1111-1111"
        "1111-1111-1111" cannot name an account.
        → use 12 digits
  `);
});

test('E8 refuses accounts and organizations that are none in copies and access policies', () => {
  const input = validEnvironment(({ vault, rule }) => {
    vault.accessPolicy = { copiesFromAccounts: ['222'], copiesFromOrganization: 'my-organization' };
    vault.key = 'customer-managed';
    rule.copies = [{ vault: 'EC2', accountId: '333' }];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.vaults.EC2.accessPolicy.copiesFromAccounts = "222"
        "222" cannot name an account.
        → use 12 digits

      backup.vaults.EC2.accessPolicy.copiesFromOrganization = "my-organization"
        "my-organization" cannot name an organization.
        → use o- and 10 to 32 lower-case letters and digits

      backup.plans.EC2.rules.Daily.copies.EC2.accountId = "333"
        "333" cannot name an account.
        → use 12 digits
  `);
});

test('E1 refuses an account that two environments share, whatever their names', () => {
  const input = validEnvironment();
  expect(refusalOf(input, { ...input, name: 'stg' })).toBe(text`
    environments/stg.ts is refused: 1 problem

      accountId = "111111111111"
        Environment dev has this account too: both would create roles with the same names.
        → give each environment its own account
  `);
  expect(refusalOf(input, validEnvironment())).toBe(
    refusalOf(input, { ...input, name: 'stg' }).replace('environments/stg.ts', 'environments/dev.ts'),
  );
});

test('E2 refuses an unknown region once, and names the one that was meant', () => {
  const input = validEnvironment(({ environment }) => {
    environment.region = 'ap-northeast-11';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      region = "ap-northeast-11"
        "ap-northeast-11" is not an AWS region.
        → write ap-northeast-1
  `);
});

test('E8 refuses unknown regions of state, vaults, plans, copies and settings, without what follows from them', () => {
  const input = validEnvironment(({ environment, plan, rule }) => {
    environment.state.region = 'tokyo-somewhere';
    environment.backup.vaults.push({ name: 'Osaka', region: 'ap-northeast-33' });
    environment.backup.plans.push({ ...plan, name: 'Elsewhere', region: 'eu-wst-1' });
    environment.backup.regionSettings = [{ region: 'us-east-9', optIn: { EC2: true } }];
    rule.copies = [{ vault: 'EC2', region: 'ap-northeas-3' }];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 5 problems

      state.region = "tokyo-somewhere"
        "tokyo-somewhere" is not an AWS region.
        → write the code of a region, such as ap-northeast-1

      backup.vaults.Osaka.region = "ap-northeast-33"
        "ap-northeast-33" is not an AWS region.
        → write ap-northeast-3

      backup.plans.EC2.rules.Daily.copies.EC2.region, backup.plans.Elsewhere.rules.Daily.copies.EC2.region = "ap-northeas-3"
        "ap-northeas-3" is not an AWS region.
        → write ap-northeast-3

      backup.plans.Elsewhere.region = "eu-wst-1"
        "eu-wst-1" is not an AWS region.
        → write eu-west-1

      backup.regionSettings.us-east-9.region = "us-east-9"
        "us-east-9" is not an AWS region.
        → write us-east-1
  `);
});

test('E5 refuses instance roles and a deploying role of another account', () => {
  const input = validEnvironment(({ environment }) => {
    environment.deployRoleArn = 'arn:aws:iam::222222222222:role/deploy';
    environment.iam = { passableInstanceRoles: ['arn:aws:iam::222222222222:role/web', 'web'] };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      iam.passableInstanceRoles = "web"
        "web" cannot name a role.
        → use arn:aws:iam::<account>:role/<name>

      deployRoleArn = "arn:aws:iam::222222222222:role/deploy"
        The role is outside account 111111111111, so it would deploy to another account.
        → name a role of account 111111111111

      iam.passableInstanceRoles = "arn:aws:iam::222222222222:role/web"
        The role is outside account 111111111111: a role can only be passed within its account.
        → name a role of account 111111111111
  `);
});

test('E5 warns of a restore that may pass every role', () => {
  const input = validEnvironment(({ environment }) => {
    environment.iam = { passableInstanceRoles: 'all' };
  });
  expect(warningsOf(input)).toEqual([
    'warning iam.passableInstanceRoles: a restore can give an instance any role of the account that EC2 can assume, including an administrator role → list the ARNs of the instance roles',
  ]);
});

test('E5 accepts roles with a path, and environments in accounts of their own', () => {
  const input = validEnvironment(({ environment }) => {
    environment.deployRoleArn = 'arn:aws:iam::111111111111:role/ci/deploy';
    environment.iam = { passableInstanceRoles: ['arn:aws:iam::111111111111:role/app/web@1'] };
    environment.state.roleArn = 'arn:aws:iam::999999999999:role/state';
  });
  expect(warningsOf(input, otherEnvironment())).toEqual([]);
});

describe('U5 a service', () => {
  const named = (name: string, accountId: string, service: string) =>
    validEnvironment(({ environment }) => {
      Object.assign(environment, { name, accountId, service });
      environment.state.bucket = `states-${name}`;
    });

  test('that differs from the others is worth a warning', () => {
    const odd = named('stg', '222222222222', 'anyservise');
    const others = [named('dev', '111111111111', 'anyservice'), named('prod', '333333333333', 'anyservice')];
    expect(warningsOf(odd, ...others)).toEqual([
      'warning service: the other environments have service anyservice: the states and records of this one are separate from theirs → write anyservice, or ignore this warning if the services differ on purpose',
    ]);
    expect(warningsOf(...others, odd)).toEqual([]);
  });

  test('is compared with the first environment when no service is more frequent', () => {
    const [dev, stg] = [named('dev', '111111111111', 'one'), named('stg', '222222222222', 'another')];
    expect(warningsOf(dev, stg)).toEqual([]);
    expect(warningsOf(stg, dev)).toEqual([]);
  });

  test('of the only environment differs from none', () => {
    expect(warningsOf(named('dev', '111111111111', 'any'))).toEqual([]);
  });
});
