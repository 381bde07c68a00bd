import type { Finding } from '../finding';
import type { PolicyContent, PolicyPlan, PolicySelection } from './document';
import { copyTarget } from './serialize-rule';
import { isTagSelection } from './serialize-selection';

/**
 * Repeated names in one list: in the document, the later entry would replace the earlier one. The linter finds names that
 * differ only by case in the document.
 */
export function sameNames({ plans = [] }: PolicyContent): Finding[] {
  return [...repeatedNames('plans', namesOf(plans)), ...plans.flatMap(inPlan)];
}

function inPlan({ name, rules = [], selections = [] }: PolicyPlan): Finding[] {
  const path = `plans/${name}`;
  const byTag = selections.filter(isTagSelection);
  const byResource = selections.filter((selection) => !isTagSelection(selection));
  return [
    ...repeatedNames(`${path}/rules`, namesOf(rules)),
    ...repeatedNames(`${path}/selections/tags`, namesOf(byTag)),
    ...repeatedNames(`${path}/selections/resources`, namesOf(byResource)),
    ...rules.flatMap((rule) => [
      ...repeatedNames(`${path}/rules/${rule.name}/copy_actions`, (rule.copies ?? []).map(copyTarget)),
    ]),
    ...byTag.flatMap((selection) => inConditions(`${path}/selections/tags`, selection)),
    ...byResource.flatMap((selection) => inConditions(`${path}/selections/resources`, selection)),
  ];
}

function inConditions(path: string, { name, conditions = {} }: PolicySelection): Finding[] {
  const { stringEquals, stringNotEquals, stringLike, stringNotLike } = conditions;
  const operators = {
    string_equals: stringEquals,
    string_not_equals: stringNotEquals,
    string_like: stringLike,
    string_not_like: stringNotLike,
  };
  return Object.entries(operators).flatMap(([operator, all]) =>
    repeatedNames(`${path}/${name}/conditions/${operator}`, namesOf(all ?? [])),
  );
}

function repeatedNames(path: string, names: readonly string[]): Finding[] {
  const spelled = new Set<string>();
  return names.flatMap((name): Finding[] => {
    if (!spelled.has(name)) {
      spelled.add(name);
      return [];
    }
    return [
      {
        rule: 'name-given-twice',
        severity: 'error',
        source: 'backupctl',
        path: `${path}/${name}`,
        found: name,
        message: `${name} appears twice, and the policy would contain only one of the two`,
        remedy: 'rename one of the two',
      },
    ];
  });
}

function namesOf(all: readonly { readonly name: string }[]): string[] {
  return all.map(({ name }) => name);
}
