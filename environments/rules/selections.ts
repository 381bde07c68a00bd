import type { Finding } from '../../domain/finding';
import type { Environment, Plan } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { typesOf } from './lookups';
import { copyPath, planPath } from './config-paths';
import { selectionByResources } from './selection-resources';
import { selectionByTags } from './selection-tags';

/** What plans do and reach: nothing, everything by mistake, or types that a rule's settings do nothing for. */
export const selections: EnvironmentRule = (environment) =>
  environment.backup.plans.flatMap((plan) => {
    const path = planPath(plan, environment);
    return [
      ...(plan.rules.length === 0 ? [nothingToDo(path)] : []),
      ...(plan.selections.length === 0 ? [nothingSelected(path)] : []),
      ...plan.selections.flatMap((selection) => {
        const place = `${path}.selections.${selection.name}`;
        return [...selectionByTags(selection, place), ...selectionByResources(selection, plan, environment, place)];
      }),
      ...coldStorageIgnored(plan, environment, path),
    ];
  });

function nothingToDo(plan: string): Finding {
  return {
    rule: 'plan-without-rules',
    severity: 'error',
    source: 'aws',
    path: `${plan}.rules`,
    message: 'a plan without rules: AWS takes none',
    remedy: 'add a rule, or leave the plan out',
  };
}

function nothingSelected(plan: string): Finding {
  return {
    rule: 'plan-without-selection',
    severity: 'warning',
    source: 'backupctl',
    path: `${plan}.selections`,
    message: 'the plan selects nothing, so it backs up nothing',
    remedy: 'add a selection',
  };
}

function coldStorageIgnored(plan: Plan, environment: Environment, place: string): Finding[] {
  const types = typesOf(plan, environment);
  const lifecycles = plan.rules.flatMap((rule) => {
    const path = `${place}.rules.${rule.name}`;
    return [
      { ...rule, path },
      ...rule.copies.map((copy) => ({ ...copy, path: copyPath(copy, rule, path, environment) })),
    ];
  });
  return lifecycles.flatMap(({ coldStorageAfterDays, archive, path }): Finding[] => {
    const turnsCold = types.some(({ coldStorage }) => coldStorage === 'yes' || (coldStorage === 'archive' && archive));
    if (coldStorageAfterDays === undefined || types.length === 0 || turnsCold) return [];
    const onlyArchive = types.some(({ coldStorage }) => coldStorage === 'archive');
    return [
      {
        rule: 'cold-storage-ignored',
        severity: 'warning',
        source: 'backupctl',
        path: `${path}.coldStorageAfterDays`,
        found: coldStorageAfterDays,
        message: `the plan only selects ${types.map(({ name }) => name).join(', ')}, whose recovery points never turn cold: AWS ignores it silently`,
        remedy: onlyArchive ? 'leave cold storage out, or add archive: true for EBS' : 'leave cold storage out',
      },
    ];
  });
}
