import type { ResourceType } from '../../domain/backup/resource-types';
import type { Finding } from '../../domain/finding';
import type { Plan } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { typesOf } from './lookups';
import { selectionByResources } from './selection-resources';
import { selectionByTags } from './selection-tags';

/** What plans do and reach: nothing, everything by mistake, or types that a rule's settings do nothing for. */
export const selections: EnvironmentRule = (environment) =>
  environment.backup.plans.flatMap((plan) => [
    ...(plan.rules.length === 0 ? [nothingToDo(plan)] : []),
    ...(plan.selections.length === 0 ? [nothingSelected(plan)] : []),
    ...plan.selections.flatMap((selection) => {
      const path = `backup.plans.${plan.name}.selections.${selection.name}`;
      return [...selectionByTags(selection, path), ...selectionByResources(selection, plan, environment, path)];
    }),
    ...coldStorageIgnored(plan, typesOf(plan, environment)),
  ]);

function nothingToDo(plan: Plan): Finding {
  return {
    rule: 'plan-without-rules',
    severity: 'error',
    source: 'aws',
    path: `backup.plans.${plan.name}.rules`,
    message: 'a plan without rules: AWS takes none',
    remedy: 'add a rule, or leave the plan out',
  };
}

function nothingSelected(plan: Plan): Finding {
  return {
    rule: 'plan-without-selection',
    severity: 'warning',
    source: 'ours',
    path: `backup.plans.${plan.name}.selections`,
    message: 'the plan selects nothing, so it backs up nothing',
    remedy: 'add a selection',
  };
}

function coldStorageIgnored(plan: Plan, types: readonly ResourceType[]): Finding[] {
  const lifecycles = plan.rules.flatMap((rule) => {
    const path = `backup.plans.${plan.name}.rules.${rule.name}`;
    return [{ ...rule, path }, ...rule.copies.map((copy) => ({ ...copy, path: `${path}.copies.${copy.vault}` }))];
  });
  return lifecycles.flatMap(({ coldStorageAfterDays, archive, path }): Finding[] => {
    const turnsCold = types.some(({ coldStorage }) => coldStorage === 'yes' || (coldStorage === 'archive' && archive));
    if (coldStorageAfterDays === undefined || types.length === 0 || turnsCold) return [];
    const onlyArchive = types.some(({ coldStorage }) => coldStorage === 'archive');
    return [
      {
        rule: 'cold-storage-ignored',
        severity: 'warning',
        source: 'ours',
        path: `${path}.coldStorageAfterDays`,
        found: coldStorageAfterDays,
        message: `the plan only selects ${types.map(({ name }) => name).join(', ')}, whose recovery points never turn cold: AWS ignores it silently`,
        remedy: onlyArchive ? 'leave cold storage out, or add archive: true for EBS' : 'leave cold storage out',
      },
    ];
  });
}
