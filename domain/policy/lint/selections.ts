import type { Finding } from '../../finding';
import { found, OBSERVED, type RuleDescription, SYNTAX_PAGE } from './rule';
import type { RuleSet } from './rule-set';
import { below, child, children, entriesOf, has, type Section } from './section';
import { plansOf, resourceSelectionsOf, tagSelectionsOf } from './traversal';

const resourceSelectionEmpty: RuleDescription = {
  name: 'resource-selection-empty',
  severity: 'error',
  source: 'aws',
  summary: 'a resource selection that has only a role',
  why: 'CreatePolicy requires resource types or conditions; conditions alone are accepted',
  see: OBSERVED,
};

const selectionsMixed: RuleDescription = {
  name: 'selections-mixed',
  severity: 'warning',
  source: 'backupctl',
  summary: 'tag and resource selections in one plan',
  why: 'AWS reports no error, but documents the two as exclusive',
  see: SYNTAX_PAGE,
};

/** What a plan backs up. */
export const selections: RuleSet = {
  rules: [resourceSelectionEmpty, selectionsMixed],
  check: ({ document }) =>
    plansOf(document).flatMap((plan) => [...resourceSelectionsOf(plan).flatMap(empty), ...mixed(plan)]),
};

function empty(selection: Section): Finding[] {
  const selects =
    has(selection, 'resource_types') ||
    has(selection, 'not_resource_types') ||
    children(child(selection, 'conditions')).some((operator) => entriesOf(operator).length > 0);
  if (selects) return [];
  return [
    found(resourceSelectionEmpty, {
      path: selection.path,
      message: `the selection ${selection.name} has neither resource types nor conditions`,
      remedy: 'add resource_types, with "*" for everything, or conditions',
    }),
  ];
}

function mixed(plan: Section): Finding[] {
  if (tagSelectionsOf(plan).length === 0 || resourceSelectionsOf(plan).length === 0) return [];
  return [
    found(selectionsMixed, {
      path: below(plan, 'selections'),
      message: 'the plan selects by tags and by resources, which AWS documents as exclusive',
      remedy: 'move one of the two to another plan, or write the tags as conditions of the resource selection',
    }),
  ];
}
