import { reviewApps } from '../review';

type Json = Record<string, unknown>;

function rulesOf(before: Json, after: Json): string[] {
  return reviewApps(
    { 'dev-x': before },
    { 'dev-x': after },
    {
      now: new Date('2026-11-21T00:00:00Z'),
      failOn: 'high',
      acceptances: [],
      acceptanceFile: '',
      environments: [],
    },
  ).findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

const one = (type: string, block: Json, more: Json = {}): Json => ({ ...more, resource: { [type]: { r: block } } });
const plan = (rule: Json): Json => ({ name: 'P', rule: [{ rule_name: 'R', ...rule }] });

test.each<[string, type: string, before: Json, after: Json, other: Json]>([
  [
    'a number as text',
    'aws_backup_plan',
    plan({ lifecycle: { delete_after: 30 } }),
    plan({ lifecycle: { delete_after: '30' } }),
    plan({ lifecycle: { delete_after: '29' } }),
  ],
  [
    'a boolean as text',
    'aws_backup_vault',
    { name: 'V', force_destroy: false },
    { name: 'V', force_destroy: 'false' },
    { name: 'V', force_destroy: 'true' },
  ],
  ['numbers of a set as text', 'aws_sns_topic', { a: [1, 2] }, { a: ['2', '1'] }, { a: ['3', '1'] }],
  [
    'an account with a leading zero',
    'aws_organizations_delegated_administrator',
    { account_id: '012345678901' },
    { account_id: '012345678901' },
    { account_id: '12345678901' },
  ],
])('D finds no difference in %s, but in another value', (_, type, before, after, other) => {
  expect(rulesOf(one(type, before), one(type, after))).toEqual([]);
  expect(rulesOf(one(type, before), one(type, other))).not.toEqual([]);
});

const content = (plans: Json): Json =>
  one('aws_organizations_policy', { name: 'P', content: JSON.stringify({ plans }) });
const days = (value: unknown): Json => ({ rules: { r: { lifecycle: { delete_after_days: { '@@assign': value } } } } });

test('D compares the names of organization policies ignoring case, and their values as text', () => {
  expect(rulesOf(content({ EC2: days('30') }), content({ ec2: days('30') }))).toEqual([]);
  expect(rulesOf(content({ EC2: days('30') }), content({ ec2: days(30) }))).toEqual([]);
  expect(rulesOf(content({ EC2: days('30') }), content({ ec2: days('7') }))).toContain('high retention-shorter');
  expect(rulesOf(content({ EC2: days('30') }), content({ EC3: days('30') }))).toContain('high policy-plan-removed');
});

const provider = (...more: Json[]): Json => ({
  provider: { aws: [{ region: 'ap-northeast-1', allowed_account_ids: ['111111111111'] }, ...more] },
});
const twin = { alias: 'twin', region: 'ap-northeast-1', allowed_account_ids: ['111111111111'] };
const vault = (more: Json = {}): Json => ({ name: 'V', ...more });

test('D finds no difference in a region that the provider has too', () => {
  const [none, same, other] = [{}, { region: 'ap-northeast-1' }, { region: 'us-east-1' }].map((place) =>
    one('aws_backup_vault', vault(place), provider()),
  ) as [Json, Json, Json];
  expect(rulesOf(none, same)).toEqual([]);
  expect(rulesOf(same, none)).toEqual([]);
  expect(rulesOf(none, other)).toContain('critical vault-replaced');
  expect(rulesOf(other, none)).toContain('critical vault-replaced');
});

test('D finds no difference in another provider for the same account and region', () => {
  const base = one('aws_backup_vault', vault({ provider: 'aws.twin' }), provider(twin));
  expect(rulesOf(base, one('aws_backup_vault', vault(), provider(twin)))).toEqual([]);
  expect(rulesOf(base, one('aws_backup_vault', vault(), provider()))).toEqual(['medium provider-setting-changed']);
  const elsewhere = { ...twin, region: 'us-east-1' };
  expect(
    rulesOf(
      one('aws_backup_vault', vault({ provider: 'aws.twin' }), provider(elsewhere)),
      one('aws_backup_vault', vault(), provider()),
    ),
  ).toEqual(['critical vault-replaced', 'critical member-removed']);
});

test('D reports a provider without a region', () => {
  const { region: _region, ...elsewhere } = twin;
  expect(rulesOf({ ...provider(twin), terraform: {} }, { ...provider(elsewhere), terraform: {} })).toEqual([
    'high wrong-account',
  ]);
});

const selecting = (target: string, copy?: string, vaultName = 'V'): Json => ({
  ...provider(),
  resource: {
    aws_backup_vault: { v: { name: vaultName } },
    aws_backup_plan: {
      p: plan({
        target_vault_name: target,
        ...(copy !== undefined && { copy_action: [{ destination_vault_arn: copy }] }),
      }),
    },
  },
});
const VAULT_ARN = 'arn:aws:backup:ap-northeast-1:111111111111:backup-vault:V';

test('D finds no difference in a vault that is named, or referred to', () => {
  expect(rulesOf(selecting('V'), selecting('${aws_backup_vault.v.name}'))).toEqual([]);
  expect(rulesOf(selecting('${aws_backup_vault.v.name}'), selecting('V'))).toEqual([]);
  expect(rulesOf(selecting('W'), selecting('${aws_backup_vault.v.name}'))).toEqual(['high rule-other-vault']);
  expect(rulesOf(selecting('V', VAULT_ARN), selecting('V', '${aws_backup_vault.v.arn}'))).toEqual([]);
  expect(rulesOf(selecting('V', `${VAULT_ARN}2`), selecting('V', '${aws_backup_vault.v.arn}'))).toContain(
    'high copy-removed',
  );
});

const like = (operator: string, value: string): Json =>
  one('aws_backup_selection', { name: 'S', condition: [{ [operator]: [{ key: 'aws:ResourceTag/Name', value }] }] });

test.each<[string, string, string, string[]]>([
  ['string_like', 'a*', '*', ['medium selection-wider', 'medium selection-wider']],
  ['string_like', '*', 'a*', ['high selection-narrower', 'medium selection-wider']],
  ['string_like', 'a*', 'b*', ['high selection-narrower', 'medium selection-wider']],
  ['string_not_like', '*', 'a*', ['medium selection-wider', 'medium selection-wider']],
  ['string_not_like', 'a*', '*', ['high selection-narrower', 'medium selection-wider']],
])('D knows which resources a condition selects: %s from %s to %s', (operator, before, after, expected) => {
  expect(rulesOf(like(operator, before), like(operator, after)).toSorted()).toEqual(expected);
});

const inPolicy = (operator: string, value: string): Json =>
  content({
    P: {
      selections: {
        resources: { s: { conditions: { [operator]: { c: { condition_value: { '@@assign': value } } } } } },
      },
    },
  });

test.each<[string, string, string, string]>([
  ['string_like', 'a*', '*', 'medium selection-wider'],
  ['string_like', '*', 'a*', 'high selection-narrower'],
  ['string_like', 'a*', 'b*', 'high selection-other'],
  ['string_not_like', '*', 'a*', 'medium selection-wider'],
  ['string_not_like', 'a*', '*', 'high selection-narrower'],
])('D knows which resources a condition of a policy selects: %s from %s to %s', (operator, before, after, expected) => {
  expect(rulesOf(inPolicy(operator, before), inPolicy(operator, after))).toContain(expected);
});

const backend = (s3: Json): Json => ({ terraform: { backend: { s3: { bucket: 'b', key: 'k', region: 'r', ...s3 } } } });
const aws = (more: Json): Json => ({
  provider: { aws: [{ region: 'r', allowed_account_ids: ['111111111111'], ...more }] },
});
const reading = (config: Json): Json => ({
  data: { terraform_remote_state: { iam: { backend: 's3', config: { bucket: 'b', key: 'k', ...config } } } },
  terraform: {},
});

test.each<[string, before: Json, after: Json]>([
  ['medium backend-setting-changed', backend({}), backend({ max_retries: 9 })],
  [
    'medium backend-setting-changed',
    backend({ dynamodb_table: 't', use_lockfile: true }),
    backend({ use_lockfile: true }),
  ],
  ['high backend-unprotected', backend({ dynamodb_table: 't' }), backend({})],
  ['medium backend-setting-changed', backend({}), backend({ kms_key_id: 'k' })],
  ['high backend-unprotected', backend({ kms_key_id: 'k' }), backend({})],
  [
    'medium backend-setting-changed',
    backend({ assume_role: { role_arn: 'a' } }),
    backend({ assume_role: { role_arn: 'a', session_name: 's' } }),
  ],
  [
    'high backend-unprotected',
    backend({ assume_role: { role_arn: 'a' } }),
    backend({ assume_role: { role_arn: 'b' } }),
  ],
  ['high backend-moved', backend({}), backend({ key: 'other' })],
  ['medium provider-setting-changed', aws({}), aws({ max_retries: 9 })],
  ['medium provider-setting-changed', aws({ allowed_account_ids: null }), aws({})],
  ['high wrong-account', aws({}), aws({ allowed_account_ids: null })],
  ['high wrong-account', aws({}), aws({ assume_role: [{ role_arn: 'a' }] })],
  ['high wrong-account', aws({}), aws({ endpoints: [{ backup: 'https://example.com' }] })],
  ['medium backend-setting-changed', reading({}), reading({ max_retries: 9 })],
  ['high state-read-moved', reading({}), reading({ key: 'other' })],
])('D says %s: %#', (expected, before, after) => {
  expect(rulesOf(before, after).filter((rule) => !rule.includes('broken'))).toEqual([expected]);
});

test.each<[string[], string | undefined, string | undefined]>([
  [['low no-effect'], 'hashicorp/aws', 'registry.terraform.io/hashicorp/aws'],
  [['low no-effect'], undefined, 'HashiCorp/aws'],
  [['high provider-source-changed'], 'hashicorp/aws', 'mirror.example.com/hashicorp/aws'],
])('D says %j about the source of a provider from %s to %s', (expected, before, after) => {
  const from = (source: string | undefined): Json => ({
    terraform: { required_providers: { aws: { version: '1', source } } },
  });
  expect(rulesOf(from(before), from(after))).toEqual(expected);
});
