import { fixtures } from '../../testing/fixtures';
import { policyNamed, ruleNamed, selectionNamed } from '../../testing/select';
import { parseEnvironments } from '../parse';
import { RefusedError } from '../refusal';
import type { EnvironmentInput } from '../schema';
import type { OrganizationInput } from './organization';

const NOW = new Date('2026-11-21T00:00:00Z');

type Draft = { -readonly [K in keyof OrganizationInput]: OrganizationInput[K] };
type Baseline = Draft['baseline']['vaults'][number];
type Copy = NonNullable<ReturnType<typeof rule>['copies']>[number];

const policy = (input: Draft) => policyNamed(input, 'test-bk-policy');
const rule = (input: Draft) => ruleNamed(policy(input), 'test-bk-rule');
const COPY_PATH = 'policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.copies';
const HOME = 'ap-northeast-1';
const EFS = 'arn:aws:elasticfilesystem:*:*:file-system/*';

/** What is found in the frozen organization with prod, after a change: severity, rule, path and message. */
function findings(change: (organization: Draft, prod: EnvironmentInput) => void): string[] {
  const [organization, prod] = [structuredClone(fixtures.organization), structuredClone(fixtures.prod)];
  change(organization, prod);
  const files = [{ file: 'environments/prod.ts', name: 'prod', input: prod }];
  try {
    const { warnings } = parseEnvironments(files, NOW, { file: 'organization.ts', input: organization });
    return Object.values(warnings)
      .flat()
      .filter(({ path }) => !path.startsWith('backup.plans.EC2.rules.EC2.copies.EC2'))
      .map(({ severity, rule: name, path }) => `${severity} ${name} ${path}`);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.refused.map(({ rule: name, path }) => `error ${name} ${path}`);
  }
}

const copied = (copy: Copy, change: (organization: Draft, prod: EnvironmentInput) => void = () => {}) =>
  findings((organization, prod) => {
    Object.assign(rule(organization), { copies: [{ deleteAfterDays: 30, ...copy }] });
    change(organization, prod);
  });

/** A policy that only backs up EFS, whose copies have the key of the vault. */
function onlyEfs(organization: Draft): void {
  Object.assign(policy(organization).plans?.[0] ?? {}, {
    selections: [{ name: 'EFS', role: 'test-bk-role', resources: [EFS] }],
  });
}

const withBaseline =
  (...vaults: Baseline[]) =>
  (organization: Draft): void => {
    organization.baseline = { ...organization.baseline, vaults: [...organization.baseline.vaults, ...vaults] };
  };
const locked = (lock: NonNullable<Baseline['lock']>) => findings(withBaseline({ name: 'locked', lock }));

describe('O3 O6 the baseline is judged as the vaults of an environment are', () => {
  test.each([
    [{ mode: 'governance', minRetentionDays: 0 }, 'minRetentionDays'],
    [{ mode: 'governance', maxRetentionDays: 36_501 }, 'maxRetentionDays'],
    [{ mode: 'governance', minRetentionDays: 8, maxRetentionDays: 7 }, 'minRetentionDays'],
    [{ mode: 'governance', changeableForDays: 3 }, 'changeableForDays'],
    [{ mode: 'compliance' }, 'changeableForDays'],
    [{ mode: 'compliance', changeableForDays: 2 }, 'changeableForDays'],
  ] as const)('refuses the lock %j', (lock, setting) => {
    expect(locked(lock)).toEqual([`error lock-not-possible baseline.vaults.locked.lock.${setting}`]);
  });

  test('accepts locks at their limits', () => {
    expect(locked({ mode: 'governance', minRetentionDays: 1, maxRetentionDays: 36_500 })).toEqual([]);
    expect(locked({ mode: 'compliance', changeableForDays: 3, minRetentionDays: 7, maxRetentionDays: 7 })).toEqual([]);
  });

  describe('M1 a compliance lock in every account', () => {
    const lock = { mode: 'compliance', changeableForDays: 3 } as const;
    const inStackSet = (own: NonNullable<Baseline['lock']>) =>
      findings((organization) => {
        withBaseline({ name: 'locked', lock: own })(organization);
        organization.baseline = { ...organization.baseline, rollout: 'stack-set' };
      });

    test('is refused in a StackSet unless the configuration says that it is permanent', () => {
      expect(inStackSet(lock)).toEqual(['error lock-permanent-everywhere baseline.vaults.locked.lock.mode']);
      expect(inStackSet({ ...lock, permanent: 'cannot be undone' })).toEqual([]);
    });

    test('a governance lock must not say so in advance', () => {
      expect(inStackSet({ mode: 'governance', minRetentionDays: 7, permanent: 'cannot be undone' })).toEqual([
        'error lock-permanent-everywhere baseline.vaults.locked.lock.permanent',
      ]);
    });

    test('a governance lock needs no such statement, and neither does a compliance lock with providers', () => {
      expect(inStackSet({ mode: 'governance', minRetentionDays: 7 })).toEqual([]);
      expect(locked(lock)).toEqual([]);
    });
  });

  const keyed = (key: Baseline['key']) => findings(withBaseline({ name: 'keyed', key }));
  const arn = (region: string) => `arn:aws:kms:${region}:999999999999:key/1234`;

  test.each([
    ['an alias', 'alias/aws/backup', 'vault-key-not-usable baseline.vaults.keyed.key'],
    ['a key of another region', arn('us-east-1'), 'vault-key-not-usable baseline.vaults.keyed.key'],
    ['a map without the region', {}, 'vault-key-missing baseline.vaults.keyed.key'],
    [
      'a map with the key of another region',
      { [HOME]: arn('us-east-1') },
      `vault-key-not-usable baseline.vaults.keyed.key.${HOME}`,
    ],
  ])('refuses %s', (_, key, found) => {
    expect(keyed(key as Baseline['key'])).toEqual([`error ${found}`]);
  });

  test('accepts keys of its regions', () => {
    for (const key of ['aws-managed', 'customer-managed', arn(HOME), { [HOME]: arn(HOME) }]) {
      expect(keyed(key as Baseline['key'])).toEqual([]);
    }
  });

  test('refuses a bare ARN of a baseline with two regions, which can only be in one', () => {
    const change = (organization: Draft) => {
      withBaseline({ name: 'keyed', key: arn(HOME) })(organization);
      organization.baseline = { ...organization.baseline, regions: [HOME, 'us-east-1'] as never };
    };
    expect(findings(change)).toEqual(['error vault-key-not-usable baseline.vaults.keyed.key']);
  });

  test('refuses more vaults than a region can have', () => {
    const many = (count: number) =>
      withBaseline(...Array.from({ length: count }, (_, index) => ({ name: `vault-${index}` })));
    expect(findings(many(300))).toEqual(['error quota-exceeded baseline.vaults']);
    expect(findings(many(299))).toEqual([]);
  });

  test('refuses an unknown type to opt in, and accepts a known one', () => {
    const optIn = (type: string) => findings((organization) => (organization.optIn = { [type]: true }));
    expect(optIn('Foo')).toEqual(['error resource-type-unknown optIn.Foo']);
    expect(optIn('EC2')).toEqual([]);
  });
});

describe('O3 E8 retention and the lock of the vault', () => {
  const lock = { mode: 'governance', minRetentionDays: 8, maxRetentionDays: 35 } as const;
  const kept = (deleteAfterDays: number | undefined) =>
    findings((organization) => {
      withBaseline({ name: 'locked', lock })(organization);
      Object.assign(rule(organization), { vault: 'locked', deleteAfterDays });
    });
  const RETENTION = 'policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays';

  test('of the policy, or missing', () => {
    expect(kept(7)).toEqual([`error retention-outside-lock ${RETENTION}`]);
    expect(kept(undefined)).toEqual([`error retention-outside-lock ${RETENTION}`]);
    expect(kept(8)).toEqual([]);
    expect(kept(35)).toEqual([]);
  });

  test('of a policy further down, at its own setting', () => {
    const change = (organization: Draft) => {
      withBaseline({ name: 'locked', lock: { ...lock, maxRetentionDays: 34 } })(organization);
      Object.assign(rule(organization), { vault: 'locked', deleteAfterDays: 8 });
    };
    expect(findings(change)).toEqual([
      'error retention-outside-lock policies.test-bk-policy-production.plans.test-bk-plan.rules.test-bk-rule.deleteAfterDays',
    ]);
  });

  test('is missing: a warning, also for a copy without its own', () => {
    const forever = (organization: Draft) => {
      withBaseline({ name: 'other' })(organization);
      Object.assign(rule(organization), { deleteAfterDays: undefined, copies: [{ vault: 'other', region: HOME }] });
    };
    expect(findings(forever)).toEqual([
      `warning kept-for-ever ${RETENTION}`,
      `warning kept-for-ever ${COPY_PATH}.other.deleteAfterDays`,
    ]);
  });

  test('of a copy, in the vault of an environment', () => {
    const copy = (deleteAfterDays: number) =>
      copied({ vault: 'Far', region: HOME, accountId: '333333333333', deleteAfterDays }, (organization, prod) => {
        onlyEfs(organization);
        Object.assign(organization.baseline.vaults[0] ?? {}, { key: 'customer-managed' });
        const accessPolicy = { copiesFromOrganization: organization.id };
        const far = { name: 'Far', key: 'customer-managed', accessPolicy };
        prod.backup.vaults.push({ ...far, lock: { mode: 'governance', minRetentionDays: 30 } });
      });
    expect(copy(29)).toEqual([`error retention-outside-lock ${COPY_PATH}.Far.deleteAfterDays`]);
    expect(copy(30)).toEqual([]);
  });

  test('of a logically air-gapped vault', () => {
    const days = (deleteAfterDays: number) =>
      findings((organization) => {
        Object.assign(rule(organization), { airGappedVault: 'gap', deleteAfterDays });
      });
    expect(days(6)).toEqual([`error retention-outside-lock ${RETENTION}`]);
    // No vault accepts it: one mistake, not two.
    expect(days(36_501)).toEqual([`error lifecycle-too-long ${RETENTION}`]);
    expect(days(7)).toEqual([]);
  });
});

describe('E8 copies to other accounts', () => {
  const TO_SHARED: Copy = { vault: 'test-bk-vault', region: 'us-east-1', accountId: '444444444444' };

  /** Everything that such a copy needs. */
  function ready(organization: Draft): void {
    onlyEfs(organization);
    organization.baseline = {
      ...organization.baseline,
      regions: [HOME, 'us-east-1'] as never,
      vaults: [{ name: 'test-bk-vault', key: 'customer-managed' }],
    };
  }
  const changed = (change: (organization: Draft, prod: EnvironmentInput) => void, copy = TO_SHARED) =>
    copied(copy, (organization, prod) => {
      ready(organization);
      change(organization, prod);
    });

  test('are accepted with everything that they need', () => {
    expect(changed(() => {})).toEqual([]);
  });

  test('are refused to an account outside the organization', () => {
    expect(changed(() => {}, { ...TO_SHARED, accountId: '123456789012' })).toEqual([
      `error copy-outside-organization ${COPY_PATH}.test-bk-vault.vault`,
    ]);
  });

  test('are refused while cross-account backup is off', () => {
    const off = (organization: Draft) =>
      Object.assign(organization, { globalSettings: { ...organization.globalSettings, crossAccountBackup: false } });
    expect(changed(off)).toEqual([`error cross-account-backup-off ${COPY_PATH}.test-bk-vault.vault`]);
    expect(changed(off, { vault: 'test-bk-vault', region: 'us-east-1' })).toEqual([]);
  });

  test('are refused into Default', () => {
    expect(changed(() => {}, { ...TO_SHARED, vault: 'Default' })).toEqual([
      `error copy-into-aws-managed-key ${COPY_PATH}.Default.vault`,
    ]);
  });

  test('are refused under an AWS-managed key', () => {
    const managed = (organization: Draft) =>
      Object.assign(organization.baseline.vaults[0] ?? {}, { key: 'aws-managed' });
    expect(changed(managed)).toEqual([`error copy-under-aws-managed-key ${COPY_PATH}.test-bk-vault.vault`]);
  });

  test('are refused into a vault with an AWS-managed key, once where the same setting is that of the source', () => {
    const other = (key: string) => (organization: Draft) => {
      const vaults = [...organization.baseline.vaults, { name: 'other', key }];
      organization.baseline = { ...organization.baseline, vaults };
    };
    const copy = { ...TO_SHARED, vault: 'other' };
    expect(changed(other('aws-managed'), copy)).toEqual([`error copy-into-aws-managed-key ${COPY_PATH}.other.vault`]);
    expect(changed(other('customer-managed'), copy)).toEqual([]);
  });

  test('warn of types that keep the key of their source, and of their key at the destination', () => {
    const ec2 = (key: string) => (organization: Draft) => {
      const vaults = [...organization.baseline.vaults, { name: 'other', key }];
      organization.baseline = { ...organization.baseline, vaults };
      const [selection] = policy(organization).plans?.[0]?.selections ?? [];
      Object.assign(selection ?? {}, { resources: ['arn:aws:ec2:*:*:instance/*'] });
    };
    const copy = { ...TO_SHARED, vault: 'other' };
    const source = `warning copy-under-source-key ${COPY_PATH}.other.vault`;
    expect(changed(ec2('customer-managed'), copy)).toEqual([source]);
    const destination = `warning copy-destination-key ${COPY_PATH}.other.vault`;
    const farAway = { ...copy, accountId: undefined };
    expect(changed(ec2('customer-managed'), farAway)).toEqual([]);
    expect(changed(ec2('aws-managed'), farAway)).toEqual([destination]);
    expect(changed(ec2('aws-managed'), copy)).toEqual([`error copy-into-aws-managed-key ${COPY_PATH}.other.vault`]);
  });

  test('are refused where the vault of an environment does not admit them', () => {
    const copy = { vault: 'Far', region: HOME, accountId: '333333333333' };
    const admitting = (accessPolicy: object) => (_: Draft, prod: EnvironmentInput) => {
      prod.backup.vaults.push({ name: 'Far', key: 'customer-managed', accessPolicy });
    };
    const refused = [`error copy-not-admitted ${COPY_PATH}.Far.vault`];
    expect(changed(admitting({ copiesFromAccounts: ['111111111111'] }), copy)).toEqual(refused);
    const accounts = ['999999999999', '111111111111', '222222222222', '444444444444', '555555555555'];
    expect(changed(admitting({ copiesFromAccounts: accounts }), copy)).toEqual([]);
    expect(changed(admitting({ copiesFromOrganization: 'o-exampleorg1' }), copy)).toEqual([]);
  });

  test('of an environment are held to the organization too', () => {
    const away = (accountId: string, change: (organization: Draft) => void = () => {}) =>
      findings((organization, prod) => {
        ready(organization);
        change(organization);
        const plan = prod.backup.plans.find(({ name }) => name === 'EFS');
        Object.assign(prod.backup.vaults.find(({ name }) => name === 'EFS') ?? {}, { key: 'customer-managed' });
        Object.assign(plan?.rules[0] ?? {}, { copies: [{ vault: 'test-bk-vault', accountId }] });
      });
    const path = 'backup.plans.EFS.rules.Monthly.copies.test-bk-vault';
    expect(away('444444444444')).toEqual([]);
    expect(away('123456789012')).toEqual([`error copy-outside-organization ${path}`]);
    const off = (organization: Draft) =>
      Object.assign(organization, { globalSettings: { ...organization.globalSettings, crossAccountBackup: false } });
    expect(away('444444444444', off)).toEqual([`error cross-account-backup-off ${path}`]);
    const lock = { mode: 'governance', maxRetentionDays: 364 } as const;
    const tooLong = (organization: Draft) => {
      Object.assign(organization.baseline.vaults[0] ?? {}, { lock });
    };
    expect(away('444444444444', tooLong)).toEqual([`error retention-outside-lock ${path}.deleteAfterDays`]);
  });
});

test('O3 refuses a copy into the vault of the rule itself, in the accounts and regions where it is the same', () => {
  const [itself] = copied({ vault: 'test-bk-vault', region: HOME });
  expect(itself).toBe(`error copy-into-itself ${COPY_PATH}.test-bk-vault.vault`);
  const other = copied({ vault: 'other', region: HOME }, withBaseline({ name: 'other' }));
  expect(other).toEqual([]);
});

test('E2 refuses a vault that admits another organization', () => {
  const admitting = (id: string) =>
    findings((_, prod) => {
      prod.backup.vaults.push({ name: 'Far', accessPolicy: { copiesFromOrganization: id } });
    });
  expect(admitting('o-anotherorg1')).toEqual([
    'error vault-admits-other-organization backup.vaults.Far.accessPolicy.copiesFromOrganization',
  ]);
  expect(admitting('o-exampleorg1')).toEqual([]);
});

test('E2 E8 reports the wrong organization of a vault at the vault, not again at the copies into it', () => {
  const far = { name: 'Far', key: 'customer-managed', accessPolicy: { copiesFromOrganization: 'o-anotherorg1' } };
  const copy = { vault: 'Far', region: HOME, accountId: '333333333333' };
  const into = (vault: typeof far | Omit<typeof far, 'accessPolicy'>) =>
    copied(copy, (organization, prod) => {
      Object.assign(organization.baseline.vaults[0] ?? {}, { key: 'customer-managed' });
      prod.backup.vaults.push(vault);
    });
  expect(into(far)).toEqual([
    'error vault-admits-other-organization backup.vaults.Far.accessPolicy.copiesFromOrganization',
  ]);
  expect(into({ name: 'Far', key: 'customer-managed' })).toEqual([`error copy-not-admitted ${COPY_PATH}.Far.vault`]);
});

test('O3 leaves missing vaults to the proof on the finished stacks, in the account of an environment too', () => {
  expect(findings((organization) => Object.assign(rule(organization), { vault: 'missing' }))).toEqual([]);
  expect(copied({ vault: 'missing', region: HOME })).toEqual([]);
});

test('O4 reports the same mistake of a policy once, not again for each account', () => {
  const change = (organization: Draft) => Object.assign(rule(organization), { startWindowMinutes: 59 });
  expect(findings(change)).toHaveLength(1);
  const selection = (organization: Draft) => selectionNamed(policy(organization), 'test-bk-resource');
  expect(findings((organization) => Object.assign(selection(organization), { role: 'a b' }))).toHaveLength(1);
});
