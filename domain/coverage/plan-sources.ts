import { tagKeyOf } from '../backup/condition-key';
import type { Plan, SelectionConditions, TagValues } from '../backup/model';
import { CONDITION_OPERATORS } from '../backup/selection-terms';
import type { Source } from './source';
import type { Tag, TagCondition } from './resource-selection';

type SelectingPlan = Pick<Plan, 'name' | 'regions' | 'rules' | 'selections'>;

/**
 * The selections of plans, as AWS Backup receives them: tags that must all match are conditions. A plan without rules backs
 * up nothing.
 */
export function planSources(kind: 'plan' | 'policy', plans: readonly SelectingPlan[]): Source[] {
  return plans
    .filter(({ rules }) => rules.length > 0)
    .flatMap(({ name: plan, regions, selections }) =>
      regions.flatMap((region) =>
        selections.map(({ name, tags, match = 'any', conditions, resources, notResources }) => ({
          kind,
          name: `${plan}/${name}`,
          region,
          selection: {
            resources,
            notResources,
            tags: match === 'any' ? tagsOf(tags) : [],
            conditions: [
              ...(match === 'all' ? conditionsOf('stringEquals', tags) : []),
              ...CONDITION_OPERATORS.flatMap((operator) => conditionsOf(operator, conditions?.[operator] ?? {})),
            ],
          },
        })),
      ),
    );
}

function conditionsOf(operator: keyof SelectionConditions, tags: TagValues): TagCondition[] {
  return tagsOf(tags).map(({ key, value }) => ({ operator, key: tagKeyOf(key), value }));
}

function tagsOf(tags: TagValues): Tag[] {
  return Object.entries(tags).flatMap(([key, values]) => [values].flat().map((value) => ({ key, value })));
}
