import { spawnSync } from 'node:child_process';
import path from 'node:path';

import fc from 'fast-check';

import { BACKUP_TAG_RULES, backupTagProblems } from '../../domain/generations/backup-tags';
import { backupDocument } from './backup-document';

const document = backupDocument({
  automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
  pruneFunctionName: 'lmd-del-backup-gen',
});

const INSTANCE = 'i-0123456789abcdef0';

/** Has the document read, and its scripts run, by Python with AWS's own models. */
function read(runs: readonly { step: string; payload: unknown }[]) {
  const python = path.resolve('.venv', 'bin', 'python');
  const { stdout, stderr, status } = spawnSync(python, [path.join(__dirname, 'testing', 'read_document.py')], {
    input: JSON.stringify({ content: JSON.stringify(document), runs }),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const payloadOf = (tags: Readonly<Record<string, string>>) => ({
  instanceId: INSTANCE,
  tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

/** Values near what is allowed, and any others. */
const value = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    'True',
    '0',
    '3',
    '003',
    '1.5',
    'web1',
    'web:1',
    'ウェブ',
    '٣',
    'a\n',
    ' 3',
    'web1 ',
    '1000000000000000',
    'a'.repeat(88),
    'a'.repeat(89),
  ),
  fc.string({ maxLength: 6 }),
);
const tags = fc.record(
  { Name: value, EC2BackupGen: value, BackupEC2StopStart: value, Other: value },
  { requiredKeys: [] },
);

test('S7 the script of the document judges tags as the rules do', () => {
  const samples = fc.sample(tags, 2000).concat({ Name: 'web 1', EC2BackupGen: '3', BackupEC2StopStart: 'true' });
  const { answers } = read(samples.map((sample) => ({ step: 'checkTags', payload: payloadOf(sample) })));
  const expected = samples.map((sample: Readonly<Record<string, string>>) => {
    const problems = backupTagProblems(INSTANCE, sample);
    if (problems.length > 0) return { raised: problems.join('; ') };
    return { returned: Object.fromEntries(BACKUP_TAG_RULES.map(({ key }) => [key, sample[key]])) };
  });
  expect(answers).toEqual(expected);
  expect(answers.filter(({ returned }: { returned?: unknown }) => returned !== undefined).length).toBeGreaterThan(0);
});

test('S7 the script that tells a failed pruning names the instance and the answer', () => {
  const payload = { instanceId: INSTANCE, answer: '{"errorType":"Error"}' };
  expect(read([{ step: 'tellPruneFailed', payload }]).answers).toEqual([
    { raised: `older images of ${INSTANCE} could not be pruned: {"errorType":"Error"}` },
  ]);
});

test('S7 the document is the same, read as YAML', () => {
  expect(read([]).document).toEqual(JSON.parse(JSON.stringify(document)));
});

test("S7 every API call of the document fits AWS's model of it", () => {
  expect(read([]).unknownInputs).toEqual([]);
});
