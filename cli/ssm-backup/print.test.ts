import type { BackupExecution } from '../../operations/automation/execution';
import { executionText, followText, refuseFailure } from './print';

const failed: BackupExecution = {
  executionId: 'e-1',
  document: 'SSM-BackupEC2Instance',
  instanceId: 'i-1',
  status: 'TimedOut',
  outcome: 'failed',
  startedAt: '2026-11-21T03:30:00.000Z',
  endedAt: undefined,
  imageId: undefined,
  steps: [],
  message: 'Automation exceeded its time.',
};
const step = {
  name: 'stop',
  action: 'a',
  status: 'Cancelled',
  startedAt: undefined,
  endedAt: undefined,
  message: undefined,
};

test('S12 follows a backup with the profile and the region that it was started with', () => {
  expect(followText('e-1', { environment: 'dev' })).toBe('npx backupctl ssm-backup follow e-1 --environment dev');
  expect(followText('e-1', { environment: 'dev', profile: 'p', region: 'us-east-1' })).toBe(
    'npx backupctl ssm-backup follow e-1 --environment dev --profile p --region us-east-1',
  );
});

test('S12 shows the failure message of the execution when no step has failed', () => {
  expect(() => refuseFailure(failed)).toThrow(
    '\nThe backup of i-1 ended as TimedOut (execution e-1):\n  Automation exceeded its time.\n→ fix the cause of the first failed step',
  );
  expect(executionText(failed)).toMatch(/^STEP[^]*\n\nBackup of i-1 failed: no image \(execution e-1\)$/);
});

test('S12 shows cancelled steps, also without a reason', () => {
  expect(() => refuseFailure({ ...failed, steps: [step] })).toThrow('\n  stop Cancelled: AWS gives no reason\n');
  expect(executionText({ ...failed, steps: [step] })).toMatch(/\nstop +Cancelled +- +-\n/);
});

test('S12 refuses nothing that succeeded', () => {
  expect(() => refuseFailure({ ...failed, status: 'Success', outcome: 'succeeded' })).not.toThrow();
});
