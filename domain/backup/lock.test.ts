import fc from 'fast-check';

import { lockNotPossible, retentionOutsideLock } from './lock';
import type { Lock } from './model';

const at = (setting: string) => setting;
const paths = (lock: Lock) => lockNotPossible(lock, at).map(({ path }) => path);

test('E2 a compliance lock needs 3 whole days of grace', () => {
  expect(paths({ mode: 'compliance', changeableForDays: 3 })).toEqual([]);
  expect(paths({ mode: 'compliance', changeableForDays: 2 })).toEqual(['changeableForDays']);
  expect(paths({ mode: 'compliance', changeableForDays: 3.5 })).toEqual(['changeableForDays']);
  expect(paths({ mode: 'compliance' })).toEqual(['changeableForDays']);
});

test('E2 a governance lock has no days of grace', () => {
  expect(paths({ mode: 'governance' })).toEqual([]);
  expect(paths({ mode: 'governance', changeableForDays: 3 })).toEqual(['changeableForDays']);
});

test('E2 a lock counts whole days from 1 to 36500, the least not above the most', () => {
  expect(paths({ mode: 'governance', minRetentionDays: 1, maxRetentionDays: 36_500 })).toEqual([]);
  expect(paths({ mode: 'governance', minRetentionDays: 7, maxRetentionDays: 7 })).toEqual([]);
  expect(paths({ mode: 'governance', minRetentionDays: 8, maxRetentionDays: 7 })).toEqual(['minRetentionDays']);
  expect(paths({ mode: 'governance', minRetentionDays: 0, maxRetentionDays: 36_501 })).toEqual([
    'minRetentionDays',
    'maxRetentionDays',
  ]);
});

test('E3 a lock allows retentions from its minimum to its maximum, and forever only without a maximum', () => {
  const day = fc.integer({ min: 1, max: 36_500 });
  const maybe = fc.option(day, { nil: undefined });
  fc.assert(
    fc.property(maybe, maybe, maybe, (minRetentionDays, maxRetentionDays, deleteAfterDays) => {
      fc.pre((minRetentionDays ?? 1) <= (maxRetentionDays ?? Infinity));
      const lock: Lock = { mode: 'governance', minRetentionDays, maxRetentionDays };
      const isLongEnough = (deleteAfterDays ?? Infinity) >= (minRetentionDays ?? 1);
      const isShortEnough = (deleteAfterDays ?? Infinity) <= (maxRetentionDays ?? Infinity);
      const findings = retentionOutsideLock({ deleteAfterDays }, at, { name: 'EC2', lock });
      expect(findings.length === 0).toBe(isLongEnough && isShortEnough);
    }),
  );
});

test('E3 accepts both ends of a lock, and refuses a day outside them', () => {
  const lock: Lock = { mode: 'governance', minRetentionDays: 7, maxRetentionDays: 30 };
  const count = (deleteAfterDays?: number) =>
    retentionOutsideLock({ deleteAfterDays }, at, { name: 'EC2', lock }).length;
  expect([6, 7, 30, 31, undefined].map(count)).toEqual([1, 0, 0, 1, 1]);
});

test('E3 a lock that allows nothing is not held against a retention', () => {
  const lock: Lock = { mode: 'governance', minRetentionDays: 30, maxRetentionDays: 7 };
  expect(retentionOutsideLock({ deleteAfterDays: 10 }, at, { name: 'EC2', lock })).toEqual([]);
});
