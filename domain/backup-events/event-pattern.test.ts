import { sampleEvent, type SampleEvent } from '../../testing/backup-events';
import { BACKUP_FAILURES, matchesPattern } from './event-pattern';

const MESSAGE = { statusMessage: 'Access denied' };
const matches = (kind: Parameters<typeof sampleEvent>[0], detail: SampleEvent) =>
  matchesPattern(BACKUP_FAILURES, sampleEvent(kind, detail));

test.each(['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'])('M6 matches a job that ended as %s', (state) => {
  expect(matches('backup', { state, ...MESSAGE })).toBe(true);
  expect(matches('copy', { state })).toBe(true);
  expect(matches('restore', { status: state, ...MESSAGE })).toBe(true);
});

test('M6 reads the state of a restore job from status, and that of other jobs from state', () => {
  expect(matches('backup', { status: 'FAILED' })).toBe(false);
  expect(matches('copy', { status: 'FAILED' })).toBe(false);
  expect(matches('restore', { state: 'FAILED' })).toBe(false);
});

test('M6 matches a completed job only if it has a message', () => {
  for (const [kind, field] of [
    ['backup', 'state'],
    ['copy', 'state'],
    ['restore', 'status'],
  ] as const) {
    expect(matches(kind, { [field]: 'COMPLETED' })).toBe(false);
    expect(matches(kind, { [field]: 'COMPLETED', statusMessage: '' })).toBe(false);
    expect(matches(kind, { [field]: 'COMPLETED', ...MESSAGE })).toBe(true);
  }
});

test.each(['CREATED', 'PENDING', 'RUNNING', 'ABORTING', 'COMPLETING'])('M6 matches no job that is %s', (state) => {
  for (const kind of ['backup', 'copy', 'restore'] as const)
    expect(matches(kind, { state, status: state, ...MESSAGE })).toBe(false);
});

test('M6 matches a lock of a vault and region settings, but no other change', () => {
  expect(matches('vault', { state: 'MODIFIED', isLocked: 'true' })).toBe(true);
  expect(matches('vault', { state: 'CREATED' })).toBe(false);
  expect(matches('vault', { state: 'DELETED' })).toBe(false);
  expect(matches('region', { state: 'MODIFIED' })).toBe(true);
  expect(matches('plan', { state: 'MODIFIED', isLocked: 'true' })).toBe(false);
  expect(matches('point', { status: 'PARTIAL', state: 'FAILED' })).toBe(false);
});

test('M6 matches events of AWS Backup only', () => {
  const event = { ...sampleEvent('backup', { state: 'FAILED' }), source: 'com.example.backup' };
  expect(matchesPattern(BACKUP_FAILURES, event)).toBe(false);
});

test('M6 fits into the 4,096 characters that EventBridge accepts', () => {
  expect(JSON.stringify(BACKUP_FAILURES).length).toBeLessThan(2048);
});
