import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { Construct } from 'constructs';

import { selectionTerms, type WrittenSelection } from '../../domain/backup/selection-terms';

export interface SelectionProps extends WrittenSelection {
  readonly name: string;
  readonly planId: string;
  readonly region: string;
  /** The role that AWS Backup assumes for what is selected. */
  readonly roleArn: string;
}

/**
 * What a plan backs up (E4, N7). AWS takes any of the tags in `selection_tag` and all of those in `condition`.
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
      ...(any.length === 0 ? {} : { selectionTag: any.map((tag) => ({ type: 'STRINGEQUALS', ...tag })) }),
      // One block: of several, the provider keeps the last for each operator. None: an empty one never stops differing.
      ...(Object.keys(conditions).length === 0 ? {} : { condition: [conditionBlock(conditions)] }),
      ...(resources.length === 0 ? {} : { resources: [...resources] }),
      ...(notResources.length === 0 ? {} : { notResources: [...notResources] }),
    });
  }
}

function conditionBlock(conditions: ReturnType<typeof selectionTerms>['conditions']) {
  return Object.fromEntries(Object.entries(conditions).map(([operator, tags]) => [operator, [...tags]]));
}
