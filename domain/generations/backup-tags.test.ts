import fc from 'fast-check';

import { backupTagProblems } from './backup-tags';

const INSTANCE = 'i-0123456789abcdef0';
const good = { Name: 'web 1', EC2BackupGen: '3', BackupEC2StopStart: 'true' };

test('S7 accepts tags as the article shows them', () => {
  expect(backupTagProblems(INSTANCE, good)).toEqual([]);
});

test('S7 reports every missing tag, with the instance and what to set', () => {
  expect(backupTagProblems(INSTANCE, {})).toEqual([
    "tag Name of i-0123456789abcdef0 is missing: set 3 to 88 of the characters that an image's name takes: letters, digits, spaces and ( ) [ ] . / - ' @ _, no space at its ends",
    'tag EC2BackupGen of i-0123456789abcdef0 is missing: set how many generations to keep: a whole number from 1 to 100',
    'tag BackupEC2StopStart of i-0123456789abcdef0 is missing: set true to stop the instance for its backup, false to leave it running',
  ]);
});

test.each([
  ['Name', 'ab'],
  ['Name', 'a'.repeat(89)],
  ['Name', 'web:1'],
  ['Name', 'web*'],
  ['Name', 'ウェブ1'],
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
  ['Name', 'abc'],
  ['Name', 'a'.repeat(88)],
  ['Name', "A(z)[0] ./-'@_"],
  ['EC2BackupGen', '1'],
  ['EC2BackupGen', '30'],
  ['EC2BackupGen', '100'],
  ['BackupEC2StopStart', 'false'],
])('S7 accepts the tag %s with the value %j', (key, value) => {
  expect(backupTagProblems(INSTANCE, { ...good, [key]: value })).toEqual([]);
});

test('S7 a name that is taken makes an image name of 3 to 128 characters, with time and instance', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 130 }), (name) => {
      const taken = backupTagProblems(INSTANCE, { ...good, Name: name }).length === 0;
      if (taken) expect(`${name}-2026-11-21_03.30.05-${INSTANCE}`).toMatch(/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/);
    }),
  );
});
