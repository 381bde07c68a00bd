import { conditionKeyOf, tagKeyOf } from '../../domain/backup/condition-key';
import type { PlacedPlan, PlacedRule, PlacedSelection, SelectionTerm } from '../../domain/backup/model';
import { CONDITION_OPERATORS } from '../../domain/backup/selection-terms';
import type { Environment, Plan, Rule, Selection } from '../schema';
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
    selections: plan.selections.map((selection) =>
      placedSelection(selection, below(`${path}.selections.${selection.name}`)),
    ),
  };
}

function placedSelection(selection: Selection, at: PlacedSelection['at']): PlacedSelection {
  const { tags, match, conditions } = selection;
  const terms = CONDITION_OPERATORS.flatMap((operator) =>
    termsOf(operator, conditions?.[operator] ?? {}, `${at('conditions')}.${operator}`),
  );
  // A condition on a tag replaces the tag itself, and another rule reports it.
  const required = termsOf('stringEquals', tags, at('tags')).filter(
    ({ key }) => !terms.some((term) => term.operator === 'stringEquals' && term.key === key),
  );
  return {
    value: selection,
    at,
    terms: [...(match === 'all' ? required : termsOf('any', tags, at('tags'))), ...terms],
  };
}

function termsOf(operator: SelectionTerm['operator'], values: Selection['tags'], place: string): SelectionTerm[] {
  return Object.entries(values).flatMap(([written, each]) =>
    [each].flat().map((value) => {
      const path = `${place}.${written}`;
      const key = operator === 'any' ? written : tagKeyOf(written);
      return { operator, key, sentKey: operator === 'any' ? key : conditionKeyOf(key), value, keyPath: path, path };
    }),
  );
}

function placedRule(rule: Rule, path: string, environment: Environment): PlacedRule {
  return {
    value: rule,
    at: below(path),
    copies: rule.copies.map((copy) => {
      const place = copyPath(copy, rule, path, environment);
      return { value: copy, at: (setting) => (setting === 'target' ? place : `${place}.${setting}`) };
    }),
  };
}
