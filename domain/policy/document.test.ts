import fc from 'fast-check';

import { planNamed } from '../../testing/select';
import type { BackupPolicy, PolicyPlan } from './document';
import { policyDocument, policyFindings, policyText } from './serialize-policy';

const now = new Date('2026-11-21T00:00:00Z');

const article: BackupPolicy = {
  plans: [
    {
      name: 'test-bk-plan',
      regions: ['ap-northeast-1'],
      rules: [{ name: 'test-bk-rule', schedule: 'cron(0 * * * ? *)', vault: 'test-bk-vault' }],
      selections: [{ name: 'test-bk-resource', role: 'test-bk-role', tag: { key: 'Backup', values: ['On'] } }],
    },
  ],
};

const everything: PolicyPlan = {
  name: 'all',
  allowedForChildren: ['none'],
  allowedForChildrenIn: { rules: ['assign', 'append'], selections: ['none'], tags: ['all'] },
  regions: { append: ['us-east-1'], remove: ['us-west-1'], allowedForChildren: ['append'] },
  rules: [
    {
      name: 'Monthly',
      allowedForChildrenIn: { lifecycle: ['assign'], copies: ['none'] },
      schedule: { assign: 'cron(0 6 1 * ? *)', allowedForChildren: ['none'] },
      timezone: 'Asia/Tokyo',
      startWindowMinutes: 60,
      completionWindowMinutes: 120,
      vault: 'main',
      airGappedVault: 'gap',
      deleteAfterDays: 120,
      coldStorageAfterDays: { assign: 30 },
      archive: true,
      continuous: false,
      copies: [
        { vault: 'second', region: 'us-west-2', deleteAfterDays: 30 },
        { vault: 'third', region: 'us-west-2', accountId: '111111111111' },
      ],
      recoveryPointTags: { Team: 'storage' },
      indexes: ['EBS', 'S3'],
      scanMode: 'FULL_SCAN',
    },
  ],
  selections: [
    {
      name: 'by-type',
      role: 'path/role',
      resources: ['*'],
      notResources: ['arn:aws:ec2:*:*:volume/*'],
      conditions: {
        stringEquals: [{ name: 'on', tag: 'backup', value: 'true' }],
        stringNotLike: [{ name: 'no', tag: 'stage', value: 'test*' }],
      },
    },
  ],
  tags: { Owner: '' },
  windowsVss: true,
  s3AccessControlLists: false,
  s3ObjectTags: { assign: true, allowedForChildren: ['none'] },
  scan: { resourceTypes: ['ALL'], role: 'scanner' },
};

test('O4 writes the policy of the article', () => {
  expect(policyText(article)).toBe(
    '{"plans":{"test-bk-plan":{"regions":{"@@assign":["ap-northeast-1"]},"rules":{"test-bk-rule":{"schedule_expression":{"@@assign":"cron(0 * * * ? *)"},"target_backup_vault_name":{"@@assign":"test-bk-vault"}}},"selections":{"tags":{"test-bk-resource":{"iam_role_arn":{"@@assign":"arn:aws:iam::$account:role/test-bk-role"},"tag_key":{"@@assign":"Backup"},"tag_value":{"@@assign":["On"]}}}}}}}',
  );
  expect(policyFindings(article, { now })).toEqual([]);
});

/** One of its copies goes to another account. */
const COPIED_AWAY = expect.objectContaining({ rule: 'copy-under-source-key', severity: 'warning' });

test('O4 writes everything that a policy can have, and the linter accepts all of it', () => {
  const findings = policyFindings({ plans: [everything], allowedForChildrenIn: { plans: ['none'] } }, { now });
  expect(findings).toEqual([COPIED_AWAY]);
  expect(policyDocument({ plans: [everything] })).toMatchObject({
    plans: {
      all: {
        '@@operators_allowed_for_child_policies': ['@@none'],
        regions: {
          '@@operators_allowed_for_child_policies': ['@@append'],
          '@@append': ['us-east-1'],
          '@@remove': ['us-west-1'],
        },
        rules: {
          '@@operators_allowed_for_child_policies': ['@@assign', '@@append'],
          Monthly: {
            lifecycle: {
              '@@operators_allowed_for_child_policies': ['@@assign'],
              move_to_cold_storage_after_days: { '@@assign': '30' },
              opt_in_to_archive_for_supported_resources: { '@@assign': 'true' },
            },
            copy_actions: {
              '@@operators_allowed_for_child_policies': ['@@none'],
              'arn:aws:backup:us-west-2:$account:backup-vault:second': {
                target_backup_vault_arn: { '@@assign': 'arn:aws:backup:us-west-2:$account:backup-vault:second' },
                lifecycle: { delete_after_days: { '@@assign': '30' } },
              },
              'arn:aws:backup:us-west-2:111111111111:backup-vault:third': {},
            },
            target_logically_air_gapped_backup_vault_arn: {
              '@@assign': 'arn:aws:backup:$region:$account:backup-vault:gap',
            },
            scan_actions: { GUARDDUTY: { scan_mode: { '@@assign': 'FULL_SCAN' } } },
          },
        },
        selections: {
          resources: {
            'by-type': {
              conditions: {
                string_equals: {
                  on: {
                    condition_key: { '@@assign': 'aws:ResourceTag/backup' },
                    condition_value: { '@@assign': 'true' },
                  },
                },
              },
            },
          },
        },
        advanced_backup_settings: {
          ec2: { windows_vss: { '@@assign': 'enabled' } },
          s3: { backup_acls: { '@@assign': 'disabled' } },
        },
        scan_settings: { GUARDDUTY: { scanner_role_arn: { '@@assign': 'arn:aws:iam::$account:role/scanner' } } },
      },
    },
  });
});

test('O4 a policy that changes one retention writes nothing else', () => {
  const child = { plans: [{ name: 'PII', rules: [{ name: 'Hourly', deleteAfterDays: 30 }] }] };
  expect(policyText(child)).toBe(
    '{"plans":{"PII":{"rules":{"Hourly":{"lifecycle":{"delete_after_days":{"@@assign":"30"}}}}}}}',
  );
});

test('O4 the text parses back to the document, and does not depend on the order of keys and entries', () => {
  const shuffled = (value: unknown, seed: number): unknown => {
    if (Array.isArray(value)) {
      const inner = value.map((element) => shuffled(element, seed));
      const isNamed = inner.every((element) => typeof element === 'object');
      return isNamed && seed % 2 === 1 ? inner.toReversed() : inner;
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, seed)] as const);
    const at = entries.length === 0 ? 0 : seed % entries.length;
    return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)]);
  };
  const policy: BackupPolicy = { plans: [...article.plans, everything] };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const other = shuffled(policy, seed) as BackupPolicy;
      expect(policyText(other)).toBe(policyText(policy));
      expect(JSON.parse(policyText(other))).toEqual(policyDocument(other));
    }),
  );
});

test('O4 a name given twice is refused, and one that differs by case', () => {
  const plan = (name: string) => ({ ...planNamed(article, 'test-bk-plan'), name });
  const refused = (names: string[]) =>
    policyFindings({ plans: names.map(plan) }, { now }).map(({ rule, path }) => `${rule} at ${path}`);
  expect(refused(['P', 'P'])).toEqual(['name-given-twice at plans/P']);
  expect(refused(['P', 'p'])).toEqual(['names-differ-by-case at plans/p']);
});

test('O4 an account id in a role is refused', () => {
  const policy: BackupPolicy = {
    plans: [
      {
        ...everything,
        selections: [{ name: 'S', role: 'arn:aws:iam::111111111111:role/r', tag: { key: 'k', values: ['v'] } }],
      },
    ],
  };
  expect(policyFindings(policy, { now })).toEqual([
    expect.objectContaining({
      rule: 'role-arn-not-allowed',
      path: 'plans/all/selections/tags/S/iam_role_arn',
      remedy: 'write arn:aws:iam::$account:role/r',
    }),
    COPIED_AWAY,
  ]);
});
