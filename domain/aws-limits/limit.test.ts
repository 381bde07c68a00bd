import { DOCUMENTED_LIMITS, type DocumentedLimit } from './documented';
import { AWS_LIMITS } from './generated';
import { patternOf, type TextLimit } from './limit';

const { backup, iam, kms, organizations, ssm } = AWS_LIMITS;
const { automationStepName, backupPlanName, bucketName, parameterName, topicDisplayName, topicName } =
  DOCUMENTED_LIMITS;

/** Whether AWS accepts a text, reserved texts included. */
const accepts = (limit: DocumentedLimit | TextLimit, text: string): boolean =>
  patternOf(limit).test(text) &&
  !('reserved' in limit && limit.reserved?.some(({ pattern }) => pattern.test(text)) === true);

const lengths: readonly [name: string, limit: TextLimit, min: number, max: number, wrong: string][] = [
  ['vault', backup.BackupVaultName, 2, 50, 'a.b'],
  ['rule', backup.BackupRuleName, 1, 50, 'a b'],
  ['selection', backup.BackupSelectionName, 1, 50, 'a/b'],
  ['plan', backupPlanName, 1, 50, 'a b'],
  ['role', iam.roleNameType, 1, 64, 'a/b'],
  ['IAM policy', iam.policyNameType, 1, 128, 'a b'],
  ['tag key', iam.tagKeyType, 1, 128, 'R&D'],
  ['tag value', iam.tagValueType, 0, 256, "it's"],
  ['alias', kms.AliasNameType, 1, 256, 'a.b'],
  ['service principal', organizations.ServicePrincipal, 1, 128, 'a b'],
  ['maintenance window', ssm.MaintenanceWindowName, 3, 128, 'a window'],
  ['step', automationStepName, 3, 128, 'a-step'],
  ['bucket', bucketName, 3, 63, 'Bucket'],
  ['topic', topicName, 1, 256, 'a.topic'],
  ['parameter', parameterName, 1, 966, 'my parameter'],
];

test.each(lengths)('a %s has its shortest and longest length, and no other characters', (_, limit, min, max, wrong) => {
  expect(accepts(limit, 'a'.repeat(min))).toBe(true);
  expect(accepts(limit, 'a'.repeat(max))).toBe(true);
  expect(min > 0 && accepts(limit, 'a'.repeat(min - 1))).toBe(false);
  expect(accepts(limit, 'a'.repeat(max + 1))).toBe(false);
  expect(accepts(limit, wrong)).toBe(false);
  expect(accepts(limit, 'aaa\n')).toBe(false);
});

test.each([
  ['account name', organizations.AccountName, 1, 128],
  ['OU name', organizations.OrganizationalUnitName, 1, 128],
  ['policy name', organizations.PolicyName, 1, 128],
  ['policy description', organizations.PolicyDescription, 0, 512],
  ['topic display name', topicDisplayName, 0, 100],
] as const)('a %s has any characters, but not any number of them', (_, limit, min, max) => {
  expect(accepts(limit, '€'.repeat(min))).toBe(true);
  expect(accepts(limit, '\n'.repeat(max))).toBe(true);
  expect(min > 0 && accepts(limit, '')).toBe(false);
  expect(accepts(limit, 'a'.repeat(max + 1))).toBe(false);
});

test('a character outside the basic plane counts once', () => {
  expect(accepts({ max: 2 }, '🙂🙂')).toBe(true);
  expect(accepts({ max: 2 }, '🙂🙂🙂')).toBe(false);
});

test.each([
  ['o-0123456789', organizations.OrganizationId, ['o-012345678', 'O-0123456789', `o-${'0'.repeat(33)}`]],
  ['r-ab12', organizations.RootId, ['r-ab1', 'r-AB12', `r-${'0'.repeat(33)}`]],
  ['ou-ab12-01234567', organizations.OrganizationalUnitId, ['ou-ab12-0123456', 'ou-ab1-01234567', 'ab12-01234567']],
  ['111111111111', organizations.AccountId, ['11111111111', '1111111111111', '1111-1111-1111']],
] as const)('%s is an ID', (id, limit, others) => {
  expect(accepts(limit, id)).toBe(true);
  expect(others.filter((other) => accepts(limit, other))).toEqual([]);
});

test.each([
  'a..b',
  '192.168.5.4',
  'xn--states',
  'sthree-states',
  'amzn-s3-demo-states',
  'states-s3alias',
  'states--ol-s3',
  'states.mrap',
  'states--x-s3',
  'states--table-s3',
  '.states',
  'states-',
])('S3 refuses the bucket %s', (name) => expect(accepts(bucketName, name)).toBe(false));

test.each(['a.b', '192.168.5.4.5', '192.168.5.a', 'my-xn--states', 'sthree', 'states-s3alias-2', 'states-mrap'])(
  'S3 accepts the bucket %s',
  (name) => expect(accepts(bucketName, name)).toBe(true),
);

test.each(['aws', '/aws/hook', 'SSM-hook', '/ssm/hook', 'awshook', 'a/b', '/a//b', '/', '/a'.repeat(16)])(
  'Systems Manager has no parameter %s',
  (name) => expect(accepts(parameterName, name)).toBe(false),
);

test.each(['hook', '/hook', '/backup/aws/hook', '/backup/ssm', 'my-aws', '/a'.repeat(15)])(
  'Systems Manager accepts the parameter %s',
  (name) => expect(accepts(parameterName, name)).toBe(true),
);
