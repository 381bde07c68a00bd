import { archiveNotPossible } from './archive';

const at = (setting: string) => setting;
const rules = (archive: Omit<Parameters<typeof archiveNotPossible>[0], 'at'>) =>
  archiveNotPossible({ at, ...archive }).map(({ rule }) => rule);

test('E3 an archive needs both numbers of days', () => {
  expect(rules({ coldStorageAfterDays: 1, deleteAfterDays: 91 })).toEqual([]);
  expect(rules({ coldStorageAfterDays: 1 })).toEqual(['archive-without-lifecycle']);
  expect(rules({ deleteAfterDays: 91 })).toEqual(['archive-without-lifecycle']);
});

test('E3 an archive needs 28 days between runs', () => {
  const lifecycle = { coldStorageAfterDays: 1, deleteAfterDays: 91 };
  expect(rules({ ...lifecycle, daysBetweenRuns: 28 })).toEqual([]);
  expect(rules({ ...lifecycle, daysBetweenRuns: 27.96 })).toEqual(['archive-too-often']);
  expect(rules({ daysBetweenRuns: 1 })).toEqual(['archive-without-lifecycle', 'archive-too-often']);
});

test('E3 says how many days as people do', () => {
  const [finding] = archiveNotPossible({ at, coldStorageAfterDays: 1, deleteAfterDays: 91, daysBetweenRuns: 1 });
  expect(finding?.message).toBe(
    'EBS snapshots that are archived must be at least 28 days apart, but two runs are 1 day apart',
  );
});
