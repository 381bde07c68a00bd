import type { Tag, TagCondition } from './resource-selection';
import type { Source } from './coverage';

type TagValues = Readonly<Record<string, string | readonly string[]>>;

/** A plan of an environment, as far as it says what is backed up. */
export interface SelectingPlan {
  readonly name: string;
  readonly region: string;
  readonly rules: readonly unknown[];
  readonly selections: readonly {
    readonly name: string;
    readonly tags: TagValues;
    readonly match?: 'any' | 'all' | undefined;
    readonly conditions?: Readonly<Record<TagCondition['operator'], TagValues>> | undefined;
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
  }[];
}

/**
 * What the plans of an environment select, as the backup stack hands it to AWS: tags of which all count are conditions.
 * A plan without rules backs up nothing.
 */
export function planSources(plans: readonly SelectingPlan[]): Source[] {
  return plans
    .filter(({ rules }) => rules.length > 0)
    .flatMap(({ name: plan, region, selections }) =>
      selections.map(({ name, tags, match = 'any', conditions, resources, notResources }) => ({
        kind: 'plan' as const,
        name: `${plan}/${name}`,
        region,
        selection: {
          resources,
          notResources,
          tags: match === 'any' ? tagsOf(tags) : [],
          conditions: [
            ...(match === 'all' ? conditionsOf('stringEquals', tags) : []),
            ...OPERATORS.flatMap((operator) => conditionsOf(operator, conditions?.[operator] ?? {})),
          ],
        },
      })),
    );
}

const OPERATORS = ['stringEquals', 'stringLike', 'stringNotEquals', 'stringNotLike'] as const;

function conditionsOf(operator: TagCondition['operator'], tags: TagValues): TagCondition[] {
  return tagsOf(tags).map((tag) => ({ operator, ...tag }));
}

function tagsOf(tags: TagValues): Tag[] {
  return Object.entries(tags).flatMap(([key, values]) => [values].flat().map((value) => ({ key, value })));
}
