import type { ReleaseRecord, StackResult } from '../domain/record';
import type { AppliedRelease } from './apply-release';
import { appliedText, remainingStacks } from './apply-text';

const of = (stack: string, result: StackResult['result']): StackResult => ({ stack, result });

/** The second of three bundles with one stack each. */
function second(backup: StackResult['result']): AppliedRelease {
  const record: ReleaseRecord = {
    schema: 1,
    release: 'a'.repeat(64),
    environment: 'dev',
    accountId: '111111111111',
    appliedAt: '2026-11-21T08:00:00.000Z',
    stacks: [of('dev-notifications', 'applied'), of('dev-iam', 'applied'), of('dev-backup', backup)],
    by: 'arn:aws:sts::111111111111:assumed-role/apply/run-1',
  };
  return {
    environment: 'dev',
    release: record.release,
    results: [of('dev-notifications', 'applied')],
    missing: ['dev-iam', 'dev-backup'],
    recorded: { record, lost: false },
    failure: undefined,
  };
}

test('E a stack that another bundle applied does not remain', () => {
  expect(appliedText(second('not applied'))).toBe(
    [
      'STACK              RESULT',
      'dev-notifications  applied',
      'dev-iam            not in this bundle',
      'dev-backup         not in this bundle',
      '',
      'Release aaaaaaaaaaaa is partly applied to dev. Remaining: dev-backup.',
    ].join('\n'),
  );
  expect(appliedText(second('unchanged'))).toMatch(/\n\nRelease aaaaaaaaaaaa is applied to dev\.$/);
  expect([
    remainingStacks(second('unchanged')),
    remainingStacks({ recorded: undefined, missing: ['dev-iam'] }),
  ]).toEqual([[], ['dev-iam']]);
});
