import { coldStorageTooShort, continuousLifecycle, lifecycleDaysNotPositive } from '../../domain/backup/lifecycle';
import { completionBeforeStart, windowTooShort } from '../../domain/backup/windows';
import type { Finding } from '../../domain/finding';
import { below, type EnvironmentRule, rulesOf } from './environment-rule';

/** How long recovery points live, and when jobs start and end. */
export const lifecycles: EnvironmentRule = (environment) =>
  rulesOf(environment).flatMap(({ rule, path }) => {
    const lifecycle = { at: below(path), ...rule };
    return [
      ...lifecycleDaysNotPositive(lifecycle),
      ...coldStorageTooShort(lifecycle),
      ...(rule.continuous ? continuousLifecycle(lifecycle) : []),
      ...windowTooShort(lifecycle),
      ...completionBeforeStart(lifecycle),
      ...(rule.deleteAfterDays === undefined ? [keptForEver(`${path}.deleteAfterDays`)] : []),
      ...rule.copies.flatMap((copy) => {
        const copied = { at: below(`${path}.copies.${copy.vault}`), ...copy };
        return [...lifecycleDaysNotPositive(copied), ...coldStorageTooShort(copied)];
      }),
    ];
  });

function keptForEver(path: string): Finding {
  return {
    rule: 'kept-for-ever',
    severity: 'warning',
    source: 'ours',
    path,
    message: 'recovery points of this rule are never deleted',
    remedy: 'set deleteAfterDays, unless somebody deletes them by hand',
  };
}
