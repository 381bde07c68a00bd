import type { PlacedPlan, PlacedRule } from '../../domain/backup/model';
import type { Environment, Plan, Rule } from '../schema';
import { copyPath, planPath } from './config-paths';
import { below } from './environment-rule';

/** The plans of an environment as the model has them, each setting with its path in the file. */
export function placedPlans(environment: Environment): PlacedPlan[] {
  return environment.backup.plans.map((plan) => placedPlan(plan, environment));
}

function placedPlan(plan: Plan, environment: Environment): PlacedPlan {
  const path = planPath(plan, environment);
  return {
    value: { ...plan, regions: [plan.region] },
    at: (setting) => `${path}.${setting === 'regions' ? 'region' : setting}`,
    rules: plan.rules.map((rule) => placedRule(rule, `${path}.rules.${rule.name}`, environment)),
    selections: plan.selections.map((selection) => ({
      value: selection,
      at: below(`${path}.selections.${selection.name}`),
    })),
  };
}

function placedRule(rule: Rule, path: string, environment: Environment): PlacedRule {
  return {
    value: rule,
    at: below(path),
    copies: rule.copies.map((copy) => ({ value: copy, at: below(copyPath(copy, rule, path, environment)) })),
  };
}
