import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { Construct } from 'constructs';

import type { Selection as ConfiguredSelection } from '../../domain/backup/model';
import { selectionTerms } from '../../domain/backup/selection-terms';

export interface SelectionProps extends ConfiguredSelection {
  readonly planId: string;
  readonly region: string;
  readonly roleArn: string;
}

/**
 * What a plan backs up (E4, N7). A resource needs any of the tags in `selection_tag` and all of the conditions.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export class Selection extends Construct {
  constructor(scope: Construct, id: string, props: SelectionProps) {
    super(scope, id);
    const { any, conditions, resources, notResources } = selectionTerms(props);
    new BackupSelection(this, 'selection', {
      name: props.name,
      planId: props.planId,
      region: props.region,
      iamRoleArn: props.roleArn,
      selectionTag: unlessEmpty(any.map((tag) => ({ type: 'STRINGEQUALS', ...tag }))),
      // One block: the provider keeps only the last of several blocks for each operator. An empty block always shows as a change.
      condition: Object.keys(conditions).length === 0 ? undefined : [conditionBlock(conditions)],
      resources: unlessEmpty(resources),
      notResources: unlessEmpty(notResources),
    });
  }
}

function conditionBlock(conditions: ReturnType<typeof selectionTerms>['conditions']) {
  return Object.fromEntries(Object.entries(conditions).map(([operator, tags]) => [operator, [...tags]]));
}

function unlessEmpty<T>(values: readonly T[]): T[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
