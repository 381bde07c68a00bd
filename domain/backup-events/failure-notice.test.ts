import fc from 'fast-check';

import { sampleEvent, type SampleEvent } from '../../testing/backup-events';
import { readBackupEvent, type BackupEvent } from './backup-event';
import { causesOf, normalizedMessage } from './cause';
import { noticesOf, unreadableNotice } from './failure-notice';

const NAMES: Readonly<Record<string, string>> = { '111111111111': 'dev', '333333333333': 'prod' };

function read(...sample: Parameters<typeof sampleEvent>): BackupEvent {
  const event = readBackupEvent(JSON.stringify(sampleEvent(...sample)));
  if (!event) throw new Error('unreadable');
  return event;
}

const notices = (events: readonly BackupEvent[], largest?: number) =>
  causesOf(events).flatMap((cause) =>
    noticesOf(
      cause,
      (id) => NAMES[id],
      (event) => [event],
      largest,
    ),
  );

const failed = (account: string, statusMessage: string, detail: SampleEvent = {}) =>
  read('backup', { state: 'FAILED', statusMessage, ...detail }, { account });

test('M6 sends one notice for a cause, with the account, region, resource and vault of every job', () => {
  const missing = (account: string, id: string) =>
    failed(
      account,
      `"Backup job failed because backup vault arn:aws:backup:us-west-2:${account}:backup-vault:EC2 does not exist."`,
      { backupJobId: id, resourceArn: `arn:aws:ec2:us-west-2:${account}:instance/i-0515aee7de03f58e1` },
    );
  expect(
    notices([missing('333333333333', 'job-2'), missing('111111111111', 'job-1'), missing('222222222222', 'job-3')]),
  ).toEqual([
    {
      subject: 'FAILED backup jobs: 3 in 3 accounts',
      body: [
        '3 backup jobs in 3 accounts ended as FAILED.',
        'Message: Backup job failed because backup vault arn:aws:backup:<region>:<account>:backup-vault:EC2 does not exist.',
        '',
        '- dev (111111111111), us-west-2, 2026-11-21T03:00:00Z',
        '  backup job job-1, arn:aws:ec2:us-west-2:111111111111:instance/i-0515aee7de03f58e1, vault EC2',
        '- 222222222222, us-west-2, 2026-11-21T03:00:00Z',
        '  backup job job-3, arn:aws:ec2:us-west-2:222222222222:instance/i-0515aee7de03f58e1, vault EC2',
        '- prod (333333333333), us-west-2, 2026-11-21T03:00:00Z',
        '  backup job job-2, arn:aws:ec2:us-west-2:333333333333:instance/i-0515aee7de03f58e1, vault EC2',
      ].join('\n'),
      attributes: { State: 'FAILED', EventType: 'BACKUP_JOB' },
      sources: [expect.anything(), expect.anything(), expect.anything()],
    },
  ]);
});

test('M6 keeps causes apart: another kind of job, another state, another message', () => {
  const subjects = notices([
    failed('111111111111', 'Access denied'),
    failed('111111111111', 'Out of space'),
    read('backup', { state: 'ABORTED', statusMessage: 'Access denied' }),
    read('copy', { state: 'FAILED', statusMessage: 'Access denied' }),
    read('restore', { status: 'FAILED', statusMessage: 'Access denied' }),
    read('vault', { state: 'MODIFIED', isLocked: 'true' }, { resources: ['arn:vault'] }),
    read('region', { state: 'MODIFIED' }),
  ]).map(({ subject, attributes }) => [subject, attributes]);
  expect(subjects).toEqual([
    ['ABORTED backup jobs: 1 in account 111111111111', { State: 'ABORTED', EventType: 'BACKUP_JOB' }],
    ['FAILED backup jobs: 1 in account 111111111111', { State: 'FAILED', EventType: 'BACKUP_JOB' }],
    ['FAILED backup jobs: 1 in account 111111111111', { State: 'FAILED', EventType: 'BACKUP_JOB' }],
    ['FAILED copy jobs: 1 in account 111111111111', { State: 'FAILED', EventType: 'COPY_JOB' }],
    ['Changed region settings: 1 in account 111111111111', {}],
    ['FAILED restore jobs: 1 in account 111111111111', { State: 'FAILED', EventType: 'RESTORE_JOB' }],
    ['Changed vault lock: 1 in account 111111111111', {}],
  ]);
});

test('M6 a completed job with a message has a State that the default filter lets through', () => {
  const [notice] = notices([read('backup', { state: 'COMPLETED', statusMessage: 'VSS failed' })]);
  expect(notice).toMatchObject({
    subject: 'COMPLETED_WITH_ISSUES backup jobs: 1 in account 111111111111',
    attributes: { State: 'COMPLETED_WITH_ISSUES' },
  });
});

test('M6 a restore that names no resource shows the recovery point of its event', () => {
  const [notice] = notices([read('restore', { status: 'FAILED', statusMessage: 'No.' })]);
  expect(notice?.body).toContain(
    'restore job 1B234A56-789B-01CD-2A34-4567A08901FD, arn:aws:ec2:us-west-2::image/ami-00179b33a7a88cac5',
  );
});

test('M6 shows what changed: the vault with its lock, or the settings', () => {
  const bodies = notices([
    read(
      'vault',
      { state: 'MODIFIED', isLocked: 'true' },
      { resources: ['arn:aws:backup:us-west-2:1:backup-vault:EC2'] },
    ),
    read('region', { state: 'MODIFIED' }),
  ]).map(({ body }) => body);
  expect(bodies[0]).toContain('{"ResourceTypeOptInPreference":{"Aurora":true},"state":"MODIFIED"}');
  expect(bodies[1]).toContain('arn:aws:backup:us-west-2:1:backup-vault:EC2, isLocked true');
});

test.each([
  'not JSON',
  '[]',
  '{"source":"aws.backup"}',
  JSON.stringify(sampleEvent('plan', { state: 'MODIFIED' })),
  JSON.stringify(sampleEvent('backup', {})),
  JSON.stringify({ ...sampleEvent('backup', { state: 'FAILED' }), account: undefined }),
  JSON.stringify({ ...sampleEvent('backup', { state: 'FAILED' }), source: 'other' }),
])('M6 does not guess what %s means', (text) => {
  expect(readBackupEvent(text)).toBeUndefined();
});

test('M6 passes on what it cannot read, as far as SNS accepts it', () => {
  expect(unreadableNotice('{"a":1}', [1])).toMatchObject({
    body: expect.stringMatching(/\n\{"a":1\}$/),
    attributes: {},
  });
  const { body } = unreadableNotice('é'.repeat(300_000), []);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(250_000);
  expect(body).toMatch(/é … \(600000 bytes\)$/);
});

test.each([
  ['Job 34176239-e96d-4e1d-9fad-529dbb3c3556 failed', 'Job <ID> failed'],
  ['Instance i-0515aee7de03f58e1 is busy', 'Instance i-<ID> is busy'],
  ['at 2026-11-21T03:00:00.123Z', 'at <time>'],
  ['account 111111111111', 'account <account>'],
  ['arn:aws:iam::111111111111:role/bk', 'arn:aws:iam:<region>:<account>:role/bk'],
  ['after 3 retries in 120 minutes', 'after 3 retries in 120 minutes'],
  ['the well-deserved vault', 'the well-deserved vault'],
])('M6 normalizes %p', (message, normalized) => {
  expect(normalizedMessage(message)).toBe(normalized);
});

const message = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uuid().map((id) => `Job ${id} failed`),
  fc.constantFrom('Access denied', 'é'.repeat(9000), ''),
);
const account = fc.constantFrom('111111111111', '222222222222', '333333333333');
const event = fc.oneof(
  fc
    .record({ account, message, state: fc.constantFrom('FAILED', 'EXPIRED', 'COMPLETED'), jobId: fc.uuid() })
    .map((one) =>
      read('backup', { ...one, statusMessage: one.message, backupJobId: one.jobId }, { account: one.account }),
    ),
  account.map((of) => read('region', { state: 'MODIFIED' }, { account: of })),
);

test('M6 lists every event exactly once, whatever their order, within the size that SNS accepts', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.integer({ min: 20_000, max: 60_000 }), (events, largest) => {
      const sent = notices(events, largest);
      const all = sent.flatMap(({ sources }) => sources);
      expect(all).toHaveLength(events.length);
      expect(new Set(all)).toEqual(new Set(events));
      for (const { subject, body } of sent) {
        expect(subject).toMatch(/^[!-~][ -~]{0,99}$/);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(largest);
      }
      const texts = (some: typeof sent) => some.map(({ subject, body }) => `${subject}\n${body}`);
      expect(texts(notices(events.toReversed(), largest))).toEqual(texts(sent));
    }),
  );
});

test('M6 normalizes a message once: what is left has nothing to normalize', () => {
  fc.assert(
    fc.property(message, (text) => {
      expect(normalizedMessage(normalizedMessage(text))).toBe(normalizedMessage(text));
    }),
  );
});
