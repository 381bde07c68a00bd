import { archiveNotPossible } from './archive';
import type { Copy, Lifecycle, PlacedRule } from './model';

const at = (setting: string) => setting;
const DAYS = { coldStorageAfterDays: 1, deleteAfterDays: 91 };

function placed(lifecycle: Lifecycle, copies: readonly Copy[] = [], schedule = 'cron(0 6 1 * ? *)'): PlacedRule {
  const value = { name: 'Daily', schedule, continuous: false, recoveryPointTags: {}, copies, ...lifecycle };
  return { value, at, copies: copies.map((copy) => ({ value: copy, at: (setting) => `copy.${setting}` })) };
}

const judged = (lifecycle: Partial<Lifecycle>, daysBetweenRuns?: number) =>
  archiveNotPossible(placed({ archive: true, ...lifecycle }), () => daysBetweenRuns).map(({ rule }) => rule);

test('E3 an archive needs both numbers of days', () => {
  expect(judged(DAYS)).toEqual([]);
  expect(judged({ coldStorageAfterDays: 1 })).toEqual(['archive-without-lifecycle']);
  expect(judged({ deleteAfterDays: 91 })).toEqual(['archive-without-lifecycle']);
  expect(judged({ archive: false }, 1)).toEqual([]);
});

test('E3 an archive needs a schedule', () => {
  const rule = placed({ archive: true, ...DAYS });
  const unscheduled = { ...rule, value: { ...rule.value, schedule: undefined } };
  expect(archiveNotPossible(unscheduled, () => undefined).map(({ rule: name }) => name)).toEqual([
    'archive-without-schedule',
  ]);
});

test('E3 an archive needs 28 days between runs', () => {
  expect(judged(DAYS, 28)).toEqual([]);
  expect(judged(DAYS, 27.96)).toEqual(['archive-too-often']);
  expect(judged({}, 1)).toEqual(['archive-without-lifecycle', 'archive-too-often']);
});

test('E3 the schedule of a rule counts for its copies too, and is reported once', () => {
  const copy: Copy = { vault: 'V', region: 'eu-west-1', accountId: '111111111111', archive: true, ...DAYS };
  const paths = (lifecycle: Lifecycle, copies: readonly Copy[]) =>
    archiveNotPossible(placed(lifecycle, copies), () => 1).map(({ path }) => path);
  expect(paths({ archive: false }, [copy])).toEqual(['schedule']);
  expect(paths({ archive: true, ...DAYS }, [copy, copy])).toEqual(['schedule']);
  expect(paths({ archive: false }, [{ ...copy, deleteAfterDays: undefined }])).toEqual(['copy.archive', 'schedule']);
});

test('E3 writes one day in the singular', () => {
  const [finding] = archiveNotPossible(placed({ archive: true, ...DAYS }), () => 1);
  expect(finding?.message).toBe('archived EBS snapshots must be at least 28 days apart, but two runs are 1 day apart');
});
