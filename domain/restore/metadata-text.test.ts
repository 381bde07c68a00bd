import { readRestoreMetadata } from './metadata-text';
import { FIRST_INTERFACE, sampleMetadata } from '../../testing/restore/metadata';

const METADATA = sampleMetadata(FIRST_INTERFACE);
const ANSWER = {
  BackupVaultArn: 'arn:aws:backup:ap-northeast-1:111111111111:backup-vault:EC2',
  RecoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0',
  RestoreMetadata: METADATA,
};

const refusal = (text: string) => {
  const read = readRestoreMetadata(text, 'file.json');
  return 'findings' in read ? read.findings.map(({ path, message }) => `${path}: ${message}`) : read;
};

test.each([
  ['the whole answer', ANSWER],
  ['the RestoreMetadata in it', METADATA],
])('R1 reads %s', (_, value) => {
  const read = readRestoreMetadata(JSON.stringify(value, null, 4), 'file.json');
  expect(read).toEqual({ metadata: METADATA });
  expect('metadata' in read && Object.keys(read.metadata)).toEqual(Object.keys(METADATA));
});

test.each([
  ['', 'file.json: not JSON: a value is missing, at line 1, column 1'],
  ['{"NetworkInterfaces": "[{', 'file.json: not JSON: text without a closing quote, at line 1, column 23'],
  ['[]', 'file.json: a list, not an object'],
  ['{"RestoreMetadata": null}', 'file.json/RestoreMetadata: null, not an object'],
  ['{"KeyName": "a", "KeyName": "b"}', 'file.json/KeyName: this key appears twice'],
])('R1 refuses %s', (text, message) => expect(refusal(text)).toEqual([message]));

test('R1 names every value that is not text', () => {
  expect(refusal('{"RestoreMetadata": {"A": 1, "B": "b", "C": [], "D": {}, "E": true}}')).toEqual([
    'file.json/RestoreMetadata/A: a number, not text',
    'file.json/RestoreMetadata/C: a list, not text',
    'file.json/RestoreMetadata/D: an object, not text',
    'file.json/RestoreMetadata/E: true or false, not text',
  ]);
});
