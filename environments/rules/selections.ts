import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { placedPlans } from './placed-plan';
import { selectionByResources } from './selection-resources';
import { selectionByTags } from './selection-tags';

/** Plans that select nothing, or everything by mistake. */
export const selections: EnvironmentRule = (environment) =>
  placedPlans(environment).flatMap((placed, index) => {
    const plan = environment.backup.plans[index];
    if (!plan) return [];
    return [
      ...(plan.rules.length === 0 ? [nothingToDo(placed.at('rules'))] : []),
      ...(plan.selections.length === 0 && !plan.otherSelections ? [nothingSelected(placed.at('selections'))] : []),
      ...plan.selections.flatMap((selection) => {
        const path = `${placed.at('selections')}.${selection.name}`;
        return [...selectionByTags(selection, path), ...selectionByResources(selection, plan, environment, path)];
      }),
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
