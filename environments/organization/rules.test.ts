import { parseEnvironments } from '../parse';
import { RefusedError } from '../refusal';
import type { OrganizationInput } from './organization';
import { fixtures } from '../../testing/fixtures';
import { planNamed, policyNamed, ruleNamed, selectionNamed } from '../../testing/select';

const NOW = new Date('2026-11-21T00:00:00Z');

type Draft = { -readonly [K in keyof OrganizationInput]: OrganizationInput[K] };

/** The frozen organization after a change, with prod as the only environment. */
function parse(change: (input: Draft) => void) {
  const input = structuredClone(fixtures.organization);
  change(input);
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: fixtures.prod }];
  return parseEnvironments(files, NOW, { file: 'environments/organization.ts', input });
}

function refusalOf(change: (input: Draft) => void): string {
  try {
    parse(change);
  } catch (error) {
    if (error instanceof RefusedError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

const problem = (...lines: string[]): string =>
  `environments/organization.ts is refused: 1 problem\n\n  ${lines.join('\n    ')}`;

/** The policy at the root, which the other one overrides in part. */
const rootPolicy = (input: Draft) => policyNamed(input, 'test-bk-policy');
const rootRule = (input: Draft) => ruleNamed(rootPolicy(input), 'test-bk-rule');
const rootSelection = (input: Draft) => selectionNamed(rootPolicy(input), 'test-bk-resource');
const attached = (change: Partial<ReturnType<typeof rootPolicy>['attachTo']>) => (input: Draft) => {
  Object.assign(rootPolicy(input).attachTo, change);
};
const unit = (input: Draft, name: string) => {
  const found = input.root.ous?.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`there is no OU ${name}`);
  return found;
};

test('O4 O5 accepts the frozen organization without a warning', () => {
  const { organization, warnings } = parse(() => {});
  expect(organization?.policies.map(({ name }) => name)).toEqual(['test-bk-policy', 'test-bk-policy-production']);
  expect(warnings['organization']).toEqual([]);
});

test('O5 refuses an attachment to an OU that is not there, and names the nearest', () => {
  expect(refusalOf(attached({ ous: ['Workloads/Prodction'] }))).toBe(
    problem(
      'policies.test-bk-policy.attachTo.ous = "Workloads/Prodction"',
      'OU Workloads/Prodction is not in the organization.',
      '→ did you mean Workloads/Production?',
    ),
  );
});

test('O5 refuses an attachment to an account that is not there', () => {
  expect(refusalOf(attached({ accounts: ['123456789012'] }))).toBe(
    problem(
      'policies.test-bk-policy.attachTo.accounts = "123456789012"',
      'Account 123456789012 is not in the organization.',
      '→ write an account of the tree, or add it to an OU',
    ),
  );
});

test('O4 refuses an organization of another partition once', () => {
  const message = refusalOf((input) => {
    input.region = 'us-gov-west-1';
    input.baseline = { ...input.baseline, regions: ['us-gov-west-1'] };
    Object.assign(planNamed(rootPolicy(input), 'test-bk-plan'), { regions: ['us-gov-west-1'] });
  });
  expect(message).toBe(
    problem(
      'region = "us-gov-west-1"',
      'This belongs to the partition aws-us-gov, but the stacks support only the partition aws.',
      '→ name only regions and ARNs of the partition aws; policy lint and policy effective support the others',
    ),
  );
});

test('O5 warns of a policy that is attached to nothing', () => {
  const { warnings } = parse((input) => {
    input.policies = [...input.policies, { name: 'spare', attachTo: {}, plans: [] }];
  });
  expect(warnings['organization']).toEqual([
    expect.objectContaining({ rule: 'policy-not-attached', severity: 'warning' }),
  ]);
});

test('O5 refuses an account in two OUs', () => {
  const message = refusalOf((input) => {
    unit(input, 'Security').accounts = [{ id: fixtures.prod.accountId, name: 'prod' }];
  });
  expect(message).toBe(
    problem(
      'root = "333333333333"',
      'Account 333333333333 is in Workloads/Production and in Security, but an account can be in only one OU.',
      '→ keep the one that matches AWS, and remove the other',
    ),
  );
});

test('O5 refuses an account that one OU lists twice', () => {
  const message = refusalOf((input) => {
    const { accounts = [] } = unit(input, 'Security');
    unit(input, 'Security').accounts = [...accounts, { id: '555555555555', name: 'again' }];
  });
  expect(message).toBe(
    problem('root = "555555555555"', 'Account 555555555555 is twice in Security.', '→ list it once'),
  );
});

test('O5 refuses an environment whose account has no place in the tree', () => {
  const message = refusalOf((input) => {
    const [production] = unit(input, 'Workloads').ous ?? [];
    if (production) production.accounts = [];
  });
  expect(message).toBe(
    problem(
      'root',
      'Account 333333333333 of environment prod is not in the organization.',
      '→ run npx backupctl organization pull, or add { "id": "333333333333", "name": "prod" } to the accounts of an OU',
    ),
  );
});

/** The five members of the fixtures, and as many more as needed. */
const members = (count: number) =>
  Array.from({ length: count - 5 }, (_, index) => ({ id: `7000000000${index + 10}`, name: `more-${index}` }));

test('M1 refuses to release members that no StackSet reaches, and accepts it with a StackSet', () => {
  const released = (rollout: 'providers' | 'stack-set') => (input: OrganizationInput) => {
    Object.assign(input.baseline, { rollout, release: true });
  };
  expect(refusalOf(released('providers'))).toBe(
    problem(
      'baseline.release = true',
      'With providers, Terraform manages the members: it would forget them, and no one would manage them.',
      "→ set baseline.rollout to 'stack-set', or remove release: docs/members-migration.md",
    ),
  );
  expect(parse(released('stack-set')).organization?.baseline.release).toBe(true);
});

test('M1 refuses a 21st member with providers, and names the other rollout', () => {
  const message = refusalOf(({ root }) => {
    root.accounts = members(21);
  });
  expect(message).toBe(
    problem(
      'baseline.rollout = "providers"',
      '21 member accounts, but providers reach 20: each is a process of hundreds of megabytes.',
      "→ set baseline.rollout to 'stack-set', which reaches any number of accounts: docs/members.md",
    ),
  );
});

test('M7 a suspended account has no provider, and is not the 21st; one that is leaving still has one', () => {
  const withLast = (more: object) =>
    parse(({ root }) => {
      root.accounts = [...members(20), { id: '799999999999', name: 'last', ...more }];
    });
  expect(withLast({ state: 'suspended' }).organization?.root.accounts).toHaveLength(16);
  expect(() => withLast({ leaving: true })).toThrow('21 member accounts, but providers reach 20');
});

test('M1 accepts 20 members with providers, and 21 with a StackSet', () => {
  const parsed = [
    parse(({ root }) => {
      root.accounts = members(20);
    }),
    parse(({ root, baseline }) => {
      root.accounts = members(21);
      baseline.rollout = 'stack-set';
    }),
  ];
  expect(parsed.map(({ organization }) => organization?.root.accounts.length)).toEqual([15, 16]);
});

test('O5 refuses more than ten policies at one target', () => {
  const message = refusalOf((input) => {
    const more = Array.from({ length: 9 }, (_, index) => ({
      name: `more-${index}`,
      attachTo: { root: true },
      plans: [],
    }));
    input.policies = [...input.policies, ...more, { name: 'one-too-many', attachTo: { root: true }, plans: [] }];
  });
  expect(message).toBe(
    problem(
      'policies = "r-ab12"',
      '11 backup policies are attached to r-ab12, but AWS allows 10.',
      '→ attach some of them further up or further down, or merge them',
    ),
  );
});

test('O4 refuses policies whose names differ only by case', () => {
  const message = refusalOf((input) => {
    input.policies = [...input.policies, { name: 'TEST-bk-policy', attachTo: { root: true }, plans: [] }];
  });
  expect(message).toBe(
    problem(
      'policies.TEST-bk-policy.name = "TEST-bk-policy"',
      '"TEST-bk-policy" differs from "test-bk-policy" only by case.',
      '→ give it a unique name',
    ),
  );
});

test('O4 refuses a role that is written with a literal account', () => {
  const message = refusalOf((input) => {
    Object.assign(rootSelection(input), { role: 'arn:aws:iam::333333333333:role/test-bk-role' });
  });
  expect(message).toContain('policies.test-bk-policy.plans.test-bk-plan.selections.test-bk-resource.role');
  expect(message).toContain('$account');
});

test('O3 refuses a vault name with a dot', () => {
  const message = refusalOf((input) => {
    Object.assign(rootRule(input), { vault: 'test.bk.vault' });
  });
  expect(message).toContain('policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.vault');
  expect(message).toContain('"test.bk.vault" is not a valid vault name.');
});

const RULE = 'policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule';

test.each([
  [
    { deleteAfterDays: 1.5 },
    'deleteAfterDays = 1.5',
    '1.5 is not a whole number in up to 16 digits.',
    'write digits only, such as 35',
  ],
  [
    { startWindowMinutes: -60 },
    'startWindowMinutes = -60',
    '-60 is not a whole number in up to 16 digits.',
    'write digits only, such as 35',
  ],
  [
    { airGappedVault: 'arn:aws:backup:$region:$account:backup-vault:gap' },
    'airGappedVault = "arn:aws:backup:$region:$account:backup-vault:gap"',
    '"arn:aws:backup:$region:$account:backup-vault:gap" is not a valid vault name.',
    'write the name alone: gap',
  ],
  [
    { copies: [{ vault: 'a.b', region: 'ap-northeast-1', deleteAfterDays: 7 }] },
    'copies.a.b = "a.b"',
    '"a.b" is not a valid vault name.',
    'use 2 to 50 letters, digits, - and _',
  ],
])('O4 refuses %j with the value that the file has', (settings, setting, message, remedy) => {
  const refused = refusalOf((input) => Object.assign(rootRule(input), settings));
  expect(refused).toBe(problem(`${RULE}.${setting}`, message, `→ ${remedy}`));
});

test('O4 refuses a policy over 10,000 characters and names its largest parts', () => {
  const message = refusalOf((input) => {
    const values = Array.from({ length: 2000 }, (_, index) => `value-${index}`);
    Object.assign(rootSelection(input), { tag: { key: 'Backup', values } });
  });
  expect(message).toContain('25,482 characters after minification, but the maximum is 10,000');
  expect(message).toContain('plans/test-bk-plan/selections');
});

test('O4 refuses a child that uses an operator its parent forbids, and names the parent', () => {
  const message = refusalOf((input) => {
    Object.assign(rootRule(input), { deleteAfterDays: { assign: 7, allowedForChildren: ['none'] } });
  });
  expect(message).toBe(
    problem(
      'policies.test-bk-policy-production.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays',
      '@@assign has no effect here: test-bk-policy (at r-ab12) forbids it for policies further down (in account 333333333333).',
      '→ remove it, or allow it in test-bk-policy',
    ),
  );
});

test('O7 refuses a policy that AWS would take and then withhold, with the accounts concerned', () => {
  const message = refusalOf((input) => {
    delete planNamed(rootPolicy(input), 'test-bk-plan').regions;
  });
  expect(message).toContain('policies.test-bk-policy.plans.test-bk-plan\n    KEY_REQUIRED');
  expect(message).toContain(
    '(in accounts 999999999999, 444444444444, 333333333333, 111111111111, 222222222222, 555555555555)',
  );
});

test('O7 reports all that a plan lacks as one problem, with the plan that was probably meant', () => {
  const renamed = (name: string) =>
    refusalOf((input) => {
      planNamed(policyNamed(input, 'test-bk-policy-production'), 'test-bk-plan').name = name;
    });
  const lacks = (plan: string, remedy = '') =>
    problem(
      `policies.test-bk-policy-production.plans.${plan}`,
      `KEY_REQUIRED: ${plan} needs regions, and no policy sets it; ${plan} needs selections, and no policy sets it; test-bk-rule needs target_backup_vault_name, and no policy sets it (in account 333333333333).`,
      `→ correct it: AWS would keep the last valid policy of the account, or none${remedy}`,
    );
  expect(renamed('test-bk-plann')).toBe(lacks('test-bk-plann', '. If plan test-bk-plan is meant, write its name'));
  expect(renamed('other')).toBe(lacks('other'));
});

test('O4 reads misspelled settings as intended, and reports everything at once', () => {
  const message = refusalOf((input) => {
    Object.assign(rootRule(input), { deleteAfterDay: 7, startWindowMinutes: 10 });
  });
  expect(message).toContain('environments/organization.ts is refused: 2 problems');
  expect(message).toContain('Did you mean "deleteAfterDays"?');
  expect(message).toContain('policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.startWindowMinutes = 10');
});

test('O5 reports a wrong account of an environment once, in its file', () => {
  const input = structuredClone(fixtures.organization);
  const [production] = unit(input, 'Workloads').ous ?? [];
  if (production) production.accounts = [{ id: '33333', name: 'prod' }];
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: { ...fixtures.prod, accountId: '33333' } }];
  expect(() => parseEnvironments(files, NOW, { file: 'environments/organization.ts', input })).toThrow(
    expect.objectContaining({
      message: expect.not.stringContaining('environments/organization.ts'),
    }),
  );
  expect(() => parseEnvironments(files, NOW, { file: 'environments/organization.ts', input })).toThrow(
    'accountId = "33333"',
  );
  const own = (changed: Draft) => {
    unit(changed, 'Security').accounts = [{ id: '55555', name: 'log-archive' }];
  };
  expect(refusalOf(own)).toBe(
    problem(
      'root.ous.Security.accounts.log-archive.id = "55555"',
      '"55555" cannot name an account.',
      '→ use 12 digits',
    ),
  );
});

test('O5 refuses ids that AWS does not give', () => {
  const message = refusalOf((input) => {
    Object.assign(input, { id: 'exampleorg' });
    unit(input, 'Security').id = 'security';
  });
  expect(message).toContain('id = "exampleorg"\n    "exampleorg" cannot name an organization.');
  expect(message).toContain('root.ous.Security.id = "security"\n    "security" cannot name an OU.');
});

test('O2 refuses the ARN of a boundary where the name of one is asked for, which is in every account', () => {
  const change = (input: Draft) => {
    input.baseline.role.permissionsBoundary = 'arn:aws:iam::999999999999:policy/boundary';
  };
  expect(refusalOf(change)).toBe(
    problem(
      'baseline.role.permissionsBoundary = "arn:aws:iam::999999999999:policy/boundary"',
      '"arn:aws:iam::999999999999:policy/boundary" cannot name a policy.',
      '→ use 1 to 128 letters, digits and + = , . @ - _',
    ),
  );
});

test('E1 refuses the bucket of an environment, which another account makes', () => {
  const change = (input: Draft) => {
    input.state = { ...input.state, bucket: 'anyservice-prod-tfstate-333333333333' };
  };
  expect(refusalOf(change)).toBe(
    problem(
      'state.bucket = "anyservice-prod-tfstate-333333333333"',
      'Environment prod keeps its states in this bucket too, but a bucket exists only once, in one account.',
      '→ give each its own bucket',
    ),
  );
});

test('E1 refuses what an environment makes in the management account already: roles and the identity provider', () => {
  const inManagement = (bootstrap: Partial<NonNullable<Draft['bootstrap']>>) => (input: Draft) => {
    input.managementAccount = { ...input.managementAccount, id: fixtures.prod.accountId };
    const [workloads] = input.root.ous ?? [];
    const [production] = workloads?.ous ?? [];
    if (production) production.accounts = [];
    input.bootstrap = { github: { repository: 'example/backup' }, ...bootstrap };
  };
  const message = refusalOf(inManagement({}));
  expect(message).toContain(
    'bootstrap.planRole = "backupctl-plan"\n    Environment prod also creates a role with this name',
  );
  expect(message).toContain('bootstrap.applyRole = "backupctl-apply"');
  expect(message).toContain(
    "Environment prod also creates GitHub's identity provider in the management account, but there can be only one.\n    → write existing here, and bootstrap prod first",
  );
  const apart = inManagement({
    github: { repository: 'example/backup', identityProvider: 'existing' },
    planRole: 'organization-plan',
    applyRole: 'organization-apply',
  });
  expect(() => parse(apart)).not.toThrow();
});

test('U5 warns about a service that differs from that of the environments', () => {
  const { warnings } = parse((input) => {
    input.service = 'other';
  });
  expect(warnings['organization']).toEqual([
    expect.objectContaining({ rule: 'service-differs', severity: 'warning', path: 'service', found: 'other' }),
  ]);
});

test('E7 refuses tags of the organization as those of an environment', () => {
  const tagged = (tags: Draft['tags']) => (input: Draft) => {
    input.tags = tags;
  };
  expect(refusalOf(tagged({ Team: 'R&D' }))).toContain('tags.Team = "R&D"\n    Roles have this tag too');
  expect(refusalOf(tagged({ account: 'mine' }))).toContain(
    'tags.account\n    Every resource already has the tag Account',
  );
  const numbered = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '']));
  expect(refusalOf(tagged(numbered(46)))).toContain('a resource would have 51 tags');
  expect(() => parse(tagged(numbered(45)))).not.toThrow();
});

test('O1 refuses to manage the organization without AWS Backup, which Terraform would turn off', () => {
  const managing = (managed: Draft['managed']) => (input: Draft) => {
    input.managed = managed;
  };
  const both = { servicePrincipals: ['backup.amazonaws.com', 'sso.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] };
  expect(() => parse(managing(both))).not.toThrow();
  expect(refusalOf(managing({ ...both, servicePrincipals: ['sso.amazonaws.com'] }))).toBe(
    problem(
      'managed.servicePrincipals',
      'Without backup.amazonaws.com, AWS Backup loses its trusted access.',
      "→ add 'backup.amazonaws.com'",
    ),
  );
  expect(refusalOf(managing({ ...both, policyTypes: ['TAG_POLICY'] }))).toBe(
    problem(
      'managed.policyTypes',
      'Without BACKUP_POLICY, Organizations detaches all backup policies.',
      "→ add 'BACKUP_POLICY'",
    ),
  );
});

test('O1 refuses services and policy types that AWS does not have, and suggests the nearest', () => {
  const message = refusalOf((input) => {
    input.managed = {
      servicePrincipals: ['backup.amazonaws.com', 'guardduti.amazonaws.com'],
      policyTypes: ['BACKUP_POLICY', 'TAGS_POLICY'],
    };
  });
  expect(message).toContain('2 problems');
  expect(message).toContain('managed.servicePrincipals = "guardduti.amazonaws.com"');
  expect(message).toContain('→ write guardduty.amazonaws.com');
  expect(message).toContain('managed.policyTypes = "TAGS_POLICY"\n    "TAGS_POLICY" is not a policy type.');
  expect(message).toContain('→ write TAG_POLICY');
});

test('O1 refuses a delegated administrator that cannot be one', () => {
  const delegating =
    (account: string, delegatedAdministrator = true) =>
    (input: Draft) => {
      input.delegatedAdministrator = account;
      input.globalSettings = { ...input.globalSettings, delegatedAdministrator };
    };
  expect(() => parse(delegating('555555555555'))).not.toThrow();
  expect(refusalOf(delegating('555555555555', false))).toBe(
    problem(
      'globalSettings.delegatedAdministrator = false',
      'Account 555555555555 cannot administer backups while delegation is off.',
      '→ set it to true, or remove delegatedAdministrator',
    ),
  );
  expect(refusalOf(delegating('999999999999'))).toBe(
    problem(
      'delegatedAdministrator = "999999999999"',
      'The management account cannot be its own delegated administrator.',
      '→ name a member account, or remove it: the management account administers backups anyway',
    ),
  );
  expect(refusalOf(delegating('123456789012'))).toBe(
    problem(
      'delegatedAdministrator = "123456789012"',
      'Account 123456789012 is not in the organization.',
      '→ write an account of the tree, or add it to an OU',
    ),
  );
  expect(refusalOf(delegating('12345'))).toContain('"12345" cannot name an account');
});

test('O5 refuses a deploying role of another account, and formats that environments refuse too', () => {
  const message = refusalOf((input) => {
    input.managementAccount = { ...input.managementAccount, deployRoleArn: 'arn:aws:iam::111111111111:role/deploy' };
    input.region = 'ap-northeast-11';
    input.state = { bucket: 'states--x-s3', region: 'tokyo' };
    input.memberRole = 'role/';
    unit(input, 'Security').accounts = [{ id: '555555555555', name: 'R&D' }];
  });
  expect(message).toContain('managementAccount.deployRoleArn = "arn:aws:iam::111111111111:role/deploy"');
  expect(message).toContain('region = "ap-northeast-11"\n    "ap-northeast-11" is not an AWS region.');
  expect(message).toContain('state.bucket = "states--x-s3"');
  expect(message).toContain('state.region = "tokyo"');
  expect(message).toContain('memberRole = "role/"');
  expect(message).toContain('root.ous.Security.accounts.R&D.name = "R&D"\n    "R&D" cannot name a member account.');
  expect(message).toContain('6 problems');
});

test('refuses what Terraform would read as an expression anywhere in the organization, once', () => {
  const message = refusalOf((input) => {
    input.tags = { '${key}': 'x' };
    Object.assign(rootRule(input), { recoveryPointTags: { Kept: '%{if}' }, timezone: '${zone}' });
    Object.assign(rootPolicy(input), { description: 'for ${team}' });
  });
  expect(message).toContain('tags = "${key}"\n    Terraform would read this as an expression, not as text.');
  expect(message).toContain('policies.test-bk-policy.description = "for ${team}"');
  expect(message).toContain('policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.timezone = "${zone}"');
  expect(message).toContain('4 problems');
});

test('O3 O5 refuses what is listed twice, once each', () => {
  expect(
    refusalOf((input) => {
      input.baseline.regions = ['ap-northeast-1', 'ap-northeast-1'];
    }),
  ).toBe(problem('baseline.regions = "ap-northeast-1"', 'It is listed twice.', '→ list it once'));
  expect(refusalOf(attached({ root: false, ous: ['Workloads', 'Workloads'] }))).toBe(
    problem('policies.test-bk-policy.attachTo.ous = "Workloads"', 'It is listed twice.', '→ list it once'),
  );
  expect(refusalOf(attached({ accounts: ['444444444444', '444444444444'] }))).toBe(
    problem('policies.test-bk-policy.attachTo.accounts = "444444444444"', 'It is listed twice.', '→ list it once'),
  );
});

test('O3 O4 refuses a vault of the baseline and a policy that exist twice, once each', () => {
  expect(
    refusalOf((input) => {
      input.baseline.vaults = [...input.baseline.vaults, { name: 'test-bk-vault' }];
    }),
  ).toBe(
    problem(
      'baseline.vaults.test-bk-vault.name = "test-bk-vault"',
      '"test-bk-vault" is used twice.',
      '→ give it a unique name',
    ),
  );
  expect(
    refusalOf((input) => {
      input.policies = [...input.policies, structuredClone(policyNamed(input, 'test-bk-policy-production'))];
    }),
  ).toBe(
    problem(
      'policies.test-bk-policy-production.name = "test-bk-policy-production"',
      '"test-bk-policy-production" is used twice.',
      '→ give it a unique name',
    ),
  );
});

test('O4 refuses two policies that become one Terraform address', () => {
  const named = (...names: string[]) =>
    refusalOf((input) => {
      const more = names.map((name) => ({ name, attachTo: { ous: ['Security'] }, plans: [] }));
      input.policies = [...input.policies, ...more, { name: 'more', attachTo: { root: true }, plans: [] }];
      input.id = 'exampleorg';
    });
  expect(named('a/b', 'a--b')).toContain('"a--b" and "a/b" become the same Terraform address.');
  expect(named('a/b', 'a-b')).not.toContain('the same Terraform address');
});

describe('what the organization and an environment say about one account', () => {
  const inManagementAccount = (change: (input: Draft) => void, optIn?: Record<string, boolean>) => {
    const input = structuredClone(fixtures.organization);
    const prod = structuredClone(fixtures.prod);
    input.managementAccount = { ...input.managementAccount, id: prod.accountId };
    unit(unit0(input), 'Production').accounts = [];
    Reflect.deleteProperty(prod, 'bootstrap');
    if (optIn) prod.backup.regionSettings = [{ region: 'ap-northeast-1', optIn }];
    change(input);
    const files = [{ file: 'environments/prod.ts', name: 'prod', input: prod }];
    return () => parseEnvironments(files, NOW, { file: 'environments/organization.ts', input });
  };
  const unit0 = (input: Draft): Draft => ({ ...input, root: { ...input.root, ous: unit(input, 'Workloads').ous } });
  const optIn = (values: Record<string, boolean>) => (input: Draft) => {
    input.optIn = values;
  };

  test('O8 refuses other opt-ins of the management account in a region', () => {
    expect(inManagementAccount(optIn({ EC2: true, EFS: false }), { EC2: true, EFS: true })).toThrow(
      new Error(
        problem(
          'optIn',
          'Environment prod, in the management account, has other opt-ins in ap-northeast-1: EFS.',
          '→ write the same in both files, or leave out optIn here or the region settings of prod',
        ),
      ),
    );
    expect(inManagementAccount(optIn({ EC2: true, EFS: true }), { EFS: true, EC2: true })).not.toThrow();
    expect(inManagementAccount(optIn({ EC2: true, EFS: true }))).not.toThrow();
    expect(inManagementAccount(() => {}, { EC2: true })).not.toThrow();
  });

  test('refuses a management account that leaves, and warns of an environment whose account leaves', () => {
    const leaving = (id: string) => (input: Draft) => {
      unit(input, 'Security').accounts = [{ id, name: 'leaving', leaving: true }];
    };
    expect(refusalOf(leaving('999999999999'))).toBe(
      problem('root = "999999999999"', 'The management account 999999999999 cannot leave.', '→ remove leaving'),
    );
    const { warnings } = parse((input) => {
      unit(unit0(input), 'Production').accounts = [{ id: '333333333333', name: 'prod', leaving: true }];
    });
    expect(warnings['organization']).toContainEqual(
      expect.objectContaining({
        rule: 'environment-leaves',
        severity: 'warning',
        message: 'account 333333333333 is leaving, but environment prod still deploys to it',
      }),
    );
  });
});

test('O1 reports a misspelled service or policy type once, not also as missing', () => {
  const message = refusalOf((input) => {
    input.managed = { servicePrincipals: ['Backup.amazonaws.com'], policyTypes: ['BACKUP_POLICIES'] };
  });
  expect(message).toContain('2 problems');
  expect(message).toContain('→ write backup.amazonaws.com');
  expect(message).toContain('→ write BACKUP_POLICY');
});

test('O5 refuses an OU of another root', () => {
  const change = (input: Draft) => {
    unit(input, 'Security').id = 'ou-zz99-security';
  };
  expect(refusalOf(change)).toBe(
    problem(
      'root.ous.Security.id = "ou-zz99-security"',
      'The OU is below the root r-zz99, but the root is r-ab12.',
      '→ write the ID of the OU in this organization',
    ),
  );
  const rootOf = (id: string) => (input: Draft) => {
    input.root.id = id;
  };
  expect(refusalOf(rootOf('r-zz99'))).toBe(
    problem(
      'root.id = "r-zz99"',
      'Every OU is below the root r-ab12, but the root is r-zz99.',
      '→ write r-ab12, or the OUs of r-zz99',
    ),
  );
});

test('O4 abbreviates a description that is too long', () => {
  const change = (length: number) => (input: Draft) => {
    Object.assign(rootPolicy(input), { description: 'd'.repeat(length) });
  };
  expect(refusalOf(change(513))).toContain('d…", which has 513 characters, cannot name the purpose of a policy.');
  expect(() => parse(change(512))).not.toThrow();
});

test('O1 refuses a memberRole that it would have to create itself, whatever its path and case', () => {
  const named = (memberRole: string) => (input: Draft) => {
    input.memberRole = memberRole;
  };
  expect(refusalOf(named('admin/Backupctl-Member-Apply'))).toBe(
    problem(
      'memberRole = "admin/Backupctl-Member-Apply"',
      'It creates the roles of plans and applies in member accounts, and this is one of them.',
      '→ name a role that exists before the first apply, such as OrganizationAccountAccessRole',
    ),
  );
  expect(refusalOf(named('backupctl-member-plan'))).toContain('this is one of them');
  expect(() => parse(named('backupctl-member'))).not.toThrow();
});

test('O2 refuses a role of the baseline that deploys in the member accounts, whatever its path and case', () => {
  const named = (memberRole: string) => (input: Draft) => {
    input.memberRole = memberRole;
  };
  expect(refusalOf(named('admin/TEST-bk-role'))).toBe(
    problem(
      'baseline.role.name = "test-bk-role"',
      'The role that deploys in member accounts, memberRole, is admin/TEST-bk-role: it exists already.',
      '→ give the role of the baseline another name',
    ),
  );
  expect(() => parse(named('admin/test-bk-role-2'))).not.toThrow();
});

test('O3 refuses a vault that exists already and that the baseline or an environment creates', () => {
  const existing =
    (...arns: string[]) =>
    (input: Draft) => {
      input.existingVaults = arns;
    };
  const arn = (vault: string, region = 'ap-northeast-1', account = '*') =>
    `arn:aws:backup:${region}:${account}:backup-vault:${vault}`;
  expect(refusalOf(existing(arn('test-bk-vault', '*')))).toBe(
    problem(
      'existingVaults = "arn:aws:backup:*:*:backup-vault:test-bk-vault"',
      'The baseline creates vault test-bk-vault in account 999999999999 in ap-northeast-1: the apply would fail if it exists.',
      '→ remove it here, or do not create the vault',
    ),
  );
  expect(refusalOf(existing(arn('EFS', '*', '333333333333')))).toContain(
    'Environment prod creates vault EFS in account 333333333333 in ap-northeast-1',
  );
  expect(() =>
    parse(existing(arn('test-bk-vault', 'us-east-1'), arn('EFS', '*', '444444444444'), arn('gap'))),
  ).not.toThrow();
});
