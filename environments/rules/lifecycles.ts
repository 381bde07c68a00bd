import {
  coldStorageTooShort,
  continuousLifecycle,
  lifecycleDaysNotPositive,
  lifecycleTooLong,
} from '../../domain/backup/lifecycle';
import { completionBeforeStart, windowTooLong, windowTooShort } from '../../domain/backup/windows';
import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { placedPlans } from './placed-plan';

/** How long recovery points are kept, and when jobs start and complete. */
export const lifecycles: EnvironmentRule = (environment) =>
  placedPlans(environment)
    .flatMap(({ rules }) => rules)
    .flatMap(({ value: rule, at, copies }) => [
      ...lifecycleDaysNotPositive(rule, at),
      ...lifecycleTooLong(rule, at),
      // A continuous backup never moves to cold storage.
      ...(rule.continuous ? continuousLifecycle(rule, at) : coldStorageTooShort(rule, at)),
      ...windowTooShort(rule, at),
      ...windowTooLong(rule, at),
      ...completionBeforeStart(rule, at),
      ...(rule.deleteAfterDays === undefined ? [neverExpires(at('deleteAfterDays'))] : []),
      ...copies.flatMap(({ value: copy, at: copyAt }) => {
        // A value inherited from the rule is judged once, there.
        const own = copy.deleteAfterDays === rule.deleteAfterDays ? { ...copy, deleteAfterDays: undefined } : copy;
        return [
          ...lifecycleDaysNotPositive(own, copyAt),
          ...lifecycleTooLong(own, copyAt),
          ...coldStorageTooShort(copy, copyAt),
        ];
      }),
    ]);

function neverExpires(path: string): Finding {
  return {
    rule: 'kept-for-ever',
    severity: 'warning',
    source: 'backupctl',
    path,
    message: 'recovery points of this rule never expire',
    remedy: 'set deleteAfterDays, unless an operator deletes them',
  };
}
