import { coldStorageIgnored, typesOf } from '../../domain/backup/cold-storage';
import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { optedInTypes } from './lookups';
import { placedPlans } from './placed-plan';
import { selectionByResources } from './selection-resources';
import { selectionByTags } from './selection-tags';

/** Plans that select nothing, everything by mistake, or resource types that a rule's settings do not apply to. */
export const selections: EnvironmentRule = (environment) =>
  placedPlans(environment).flatMap((placed, index) => {
    const plan = environment.backup.plans[index];
    if (!plan) return [];
    const types = typesOf(plan.selections, optedInTypes(environment, plan.region));
    return [
      ...(plan.rules.length === 0 ? [nothingToDo(placed.at('rules'))] : []),
      ...(plan.selections.length === 0 ? [nothingSelected(placed.at('selections'))] : []),
      ...plan.selections.flatMap((selection) => {
        const path = `${placed.at('selections')}.${selection.name}`;
        return [...selectionByTags(selection, path), ...selectionByResources(selection, plan, environment, path)];
      }),
      ...coldStorageIgnored(placed, types),
    ];
  });

function nothingToDo(path: string): Finding {
  return {
    rule: 'plan-without-rules',
    severity: 'error',
    source: 'aws',
    path,
    message: 'AWS rejects a plan without rules',
    remedy: 'add a rule, or remove the plan',
  };
}

function nothingSelected(path: string): Finding {
  return {
    rule: 'plan-without-selection',
    severity: 'warning',
    source: 'backupctl',
    path,
    message: 'the plan selects nothing, so it backs up nothing',
    remedy: 'add a selection',
  };
}
