import {
  coldStorageTooShort,
  continuousLifecycle,
  lifecycleDaysNotPositive,
  lifecycleTooLong,
} from '../../domain/backup/lifecycle';
import { completionBeforeStart, windowTooLong, windowTooShort } from '../../domain/backup/windows';
import type { Finding } from '../../domain/finding';
import { below, type EnvironmentRule, rulesOf } from './environment-rule';
import { copyPath } from './config-paths';

/** How long recovery points live, and when jobs start and end. */
export const lifecycles: EnvironmentRule = (environment) =>
  rulesOf(environment).flatMap(({ rule, path }) => {
    const lifecycle = { at: below(path), ...rule };
    return [
      ...lifecycleDaysNotPositive(lifecycle),
      ...lifecycleTooLong(lifecycle),
      // What is continuous never turns cold, so it need not stay there.
      ...(rule.continuous ? continuousLifecycle(lifecycle) : coldStorageTooShort(lifecycle)),
      ...windowTooShort(lifecycle),
      ...windowTooLong(lifecycle),
      ...completionBeforeStart(lifecycle),
      ...(rule.deleteAfterDays === undefined ? [keptForEver(`${path}.deleteAfterDays`)] : []),
      ...rule.copies.flatMap((copy) => {
        const copied = { at: below(copyPath(copy, rule, path, environment)), ...copy };
        // What is taken over from the rule is judged once, there.
        const own = copy.deleteAfterDays === rule.deleteAfterDays ? { ...copied, deleteAfterDays: undefined } : copied;
        return [...lifecycleDaysNotPositive(own), ...lifecycleTooLong(own), ...coldStorageTooShort(copied)];
      }),
    ];
  });

function keptForEver(path: string): Finding {
  return {
    rule: 'kept-for-ever',
    severity: 'warning',
    source: 'backupctl',
    path,
    message: 'recovery points of this rule are never deleted',
    remedy: 'set deleteAfterDays, unless somebody deletes them by hand',
  };
}
