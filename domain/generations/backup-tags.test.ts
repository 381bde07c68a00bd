import fc from 'fast-check';

import { backupDocument } from '../../modules/ssm/backup-document';
import { runBackup as runDocument, type Scenario } from '../../testing/ssm-document/backup-run';
import { backupTagProblems } from './backup-tags';

const INSTANCE = 'i-0123456789abcdef0';
const document = backupDocument({
  automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
  pruneFunctionName: 'lmd-del-backup-gen',
});
const run = (scenario: Scenario) => runDocument(document, scenario);
const good = { Name: 'web 1', EC2BackupGen: '3', BackupEC2StopStart: 'true' };

test('S7 accepts tags as the article shows them', () => {
  expect(backupTagProblems(INSTANCE, good)).toEqual([]);
});

test('S7 reports every missing tag, with the instance and what to set', () => {
  expect(backupTagProblems(INSTANCE, {})).toEqual([
    'tag Name of i-0123456789abcdef0 is missing: set a name without quotation marks, backslashes, braces and control characters, and without a space at its ends',
    'tag EC2BackupGen of i-0123456789abcdef0 is missing: set how many generations to keep: a whole number from 1 to 100',
    'tag BackupEC2StopStart of i-0123456789abcdef0 is missing: set true to stop the instance for its backup, false to leave it running',
  ]);
});

test.each([
  ['Name', ''],
  ['Name', 'web"1'],
  ['Name', 'web\\1'],
  ['Name', 'web{1'],
  ['Name', 'web}1'],
  ['Name', '\tweb1'],
  ['Name', 'web\u00011'],
  ['Name', 'web1\u001F'],
  ['Name', 'web1\n'],
  ['Name', '   '],
  ['Name', ' web1'],
  ['Name', 'web1 '],
  ['EC2BackupGen', ''],
  ['EC2BackupGen', '1000000000000000'],
  ['EC2BackupGen', '0'],
  ['EC2BackupGen', '00'],
  ['EC2BackupGen', '-1'],
  ['EC2BackupGen', '1.5'],
  ['EC2BackupGen', '0x3'],
  ['EC2BackupGen', ' 3'],
  ['EC2BackupGen', '03'],
  ['EC2BackupGen', '101'],
  ['BackupEC2StopStart', 'True'],
  ['BackupEC2StopStart', 'yes'],
  ['BackupEC2StopStart', ''],
])('S7 refuses the tag %s with the value %j', (key, value) => {
  expect(backupTagProblems(INSTANCE, { ...good, [key]: value })).toEqual([
    expect.stringContaining(`tag ${key} of ${INSTANCE} is "${value}": set `),
  ]);
});

test.each([
  ['Name', 'a'],
  ['Name', 'é'.repeat(256)],
  ['Name', "A(z)[0] ./-'@_"],
  ['Name', 'web:1*<&>'],
  ['Name', 'ウェブ1'],
  ['Name', '🚀'],
  ['Name', '\u3000web\u007F'],
  ['EC2BackupGen', '1'],
  ['EC2BackupGen', '30'],
  ['EC2BackupGen', '100'],
  ['BackupEC2StopStart', 'false'],
])('S7 accepts the tag %s with the value %j', (key, value) => {
  expect(backupTagProblems(INSTANCE, { ...good, [key]: value })).toEqual([]);
});

test('S7 an accepted name reaches the pruner unchanged, and no other name does', () => {
  const names = fc.oneof(fc.string({ maxLength: 256, unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(names, (Name) => {
      fc.pre(!Name.includes('\0'));
      const isAccepted = backupTagProblems(INSTANCE, { ...good, Name }).length === 0;
      expect(isAccepted).toBe(run({ tags: { ...good, Name } }).pruned.length === 1);
      if (isAccepted) expect(run({ tags: { ...good, Name } }).pruned).toMatchObject([{ ServerName: Name }]);
    }),
  );
});
