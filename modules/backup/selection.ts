import { BackupSelection, type BackupSelectionCondition } from '@cdktf/provider-aws/lib/backup-selection';
import { Construct } from 'constructs';

type TagValues = Readonly<Record<string, string | readonly string[]>>;

export interface SelectionProps {
  readonly name: string;
  readonly planId: string;
  readonly region: string;
  /** The role that AWS Backup assumes for what is selected. */
  readonly roleArn: string;
  readonly tags: TagValues;
  /** Whether a resource needs any of the tags or all of them. */
  readonly match: 'any' | 'all';
  readonly conditions?: Conditions | undefined;
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

export interface Conditions {
  readonly stringEquals: TagValues;
  readonly stringLike: TagValues;
  readonly stringNotEquals: TagValues;
  readonly stringNotLike: TagValues;
}

/**
 * What a plan backs up (E4, N7). AWS takes any of the tags in `selection_tag` and all of those in `condition`.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export class Selection extends Construct {
  constructor(scope: Construct, id: string, props: SelectionProps) {
    super(scope, id);
    const { conditions, resources, notResources } = props;
    const all: Partial<Conditions> =
      props.match === 'all'
        ? { ...conditions, stringEquals: { ...props.tags, ...conditions?.stringEquals } }
        : { ...conditions };
    const condition = conditionBlock(all);
    const any = props.match === 'any' ? pairs(props.tags) : [];
    new BackupSelection(this, 'selection', {
      name: props.name,
      planId: props.planId,
      region: props.region,
      iamRoleArn: props.roleArn,
      ...(any.length === 0 ? {} : { selectionTag: any.map((tag) => ({ type: 'STRINGEQUALS', ...tag })) }),
      // One block: of several, the provider keeps the last for each operator. None: an empty one never stops differing.
      ...(condition === undefined ? {} : { condition: [condition] }),
      // Conditions choose among resources, so without any named they choose among all.
      ...(resources.length > 0
        ? { resources: resources.toSorted() }
        : condition === undefined
          ? {}
          : { resources: ['*'] }),
      ...(notResources.length === 0 ? {} : { notResources: notResources.toSorted() }),
    });
  }
}

function conditionBlock(conditions: Partial<Conditions>): BackupSelectionCondition | undefined {
  const operators = Object.entries(conditions).flatMap(([operator, tags]) => {
    const parameters = pairs(tags).map(({ key, value }) => ({ key: `aws:ResourceTag/${key}`, value }));
    return parameters.length === 0 ? [] : [[operator, parameters] as const];
  });
  return operators.length === 0 ? undefined : Object.fromEntries(operators);
}

/** Sorted, because people write tags in any order and two runs must give the same bytes. */
function pairs(tags: TagValues): { key: string; value: string }[] {
  return Object.entries(tags)
    .flatMap(([key, values]) => [values].flat().map((value) => ({ key, value })))
    .toSorted((a, b) => (`${a.key}=${a.value}` < `${b.key}=${b.value}` ? -1 : 1));
}
