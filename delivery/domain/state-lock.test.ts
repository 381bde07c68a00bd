import { lockText, readStateLock } from './state-lock';

const SAID = `
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, RequestID: 4442587FB7D0A2F9, HostID: b2f9=, api error
PreconditionFailed: At least one of the pre-conditions you specified did not
hold
Lock Info:
  ID:        0d9e4f4c-7bb9-5d57-2a6a-4f5a1f8e1c55
  Path:      states/anyservice/dev/iam/terraform.tfstate
  Operation: OperationTypeApply
  Who:       runner@build-7
  Version:   1.11.4
  Created:   2026-11-21 07:43:08.123456789 +0000 UTC
  Info:
`;
const FRAMED = SAID.replaceAll(/^/gm, '│ ');
const place = { stack: 'dev-iam', folder: 'cdktf.out/stacks/dev-iam' };

test.each([SAID, FRAMED])('E a lock is read as Terraform prints it, with a frame or without', (said) => {
  expect(readStateLock(said)).toEqual({
    id: '0d9e4f4c-7bb9-5d57-2a6a-4f5a1f8e1c55',
    who: 'runner@build-7',
    operation: 'OperationTypeApply',
    created: new Date('2026-11-21T07:43:08.123Z'),
  });
});

test('E any other failure is no lock', () => {
  expect(readStateLock('Error: Invalid reference\n  ID: 1')).toBeUndefined();
  expect(readStateLock('Error: Error acquiring the state lock\n\nNo such bucket')).toBeUndefined();
  const denied = 'operation error S3: PutObject, StatusCode: 403, RequestID: 4442, HostID: b2, api error AccessDenied';
  expect(readStateLock(`Error: Error acquiring the state lock\n\nError message: ${denied}`)).toBeUndefined();
});

test.each([
  ['2026-11-21T07:43:09.200Z', '1 second'],
  ['2026-11-21T07:44:07.000Z', '58 seconds'],
  ['2026-11-21T07:44:09.000Z', '1 minute'],
  ['2026-11-21T10:43:09.000Z', '3 hours'],
  ['2026-11-23T07:43:09.000Z', '2 days'],
  // The clock of the other machine may be ahead.
  ['2026-11-21T07:00:00.000Z', '0 seconds'],
])('E at %s the lock is reported as %s old', (now, age) => {
  const lock = readStateLock(SAID);
  expect(lock && lockText(lock, { ...place, now: new Date(now) })).toBe(
    `dev-iam is locked by runner@build-7 (apply) for ${age}, since 2026-11-21T07:43:08.123Z.
→ wait until that run ends, and try again. If you are sure that it no longer runs, remove its lock:
    terraform -chdir=cdktf.out/stacks/dev-iam init -input=false
    terraform -chdir=cdktf.out/stacks/dev-iam force-unlock 0d9e4f4c-7bb9-5d57-2a6a-4f5a1f8e1c55
  and plan again`,
  );
});

test('E reports a lock without a time too', () => {
  const lock = readStateLock(SAID.replace(/Created:.*/, ''));
  expect(lock && lockText(lock, { ...place, now: new Date() })).toContain(
    'for an unknown time, since an unknown time.',
  );
});
