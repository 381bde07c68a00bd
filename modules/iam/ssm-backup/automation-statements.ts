import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { AUTO_BACKUP_TAG, SOURCE_INSTANCE_TAG } from '../../../domain/generations/tags';
import { BACKUP_GROUP_TAG } from '../../../domain/ssm-backup/tags';
import type { EnvironmentNames } from '../../../domain/names';
import { arnOf, type Place } from '../../core/naming';

export interface AutomationProps extends Place {
  readonly names: EnvironmentNames;
  /** The value of the tag BackupGroup of the instances in scope. */
  readonly group: string;
}

const ONLY_OUR_TAGS = {
  test: 'ForAllValues:StringEquals',
  variable: 'aws:TagKeys',
  values: ['Name', AUTO_BACKUP_TAG.key, SOURCE_INSTANCE_TAG],
};

/**
 * The permissions of the automation on an instance, its images and snapshots (S2): only what the steps of its document need.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function automationStatements(props: AutomationProps): DataAwsIamPolicyDocumentStatement[] {
  const { region, group } = props;
  // The ARNs of images and snapshots contain no account.
  const made = [`arn:aws:ec2:${region}::image/*`, `arn:aws:ec2:${region}::snapshot/*`];
  return [
    {
      sid: 'Look',
      actions: [
        'ec2:DescribeImages',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstances',
        'ec2:DescribeSnapshots',
        'ec2:DescribeTags',
      ],
      // EC2 supports no resources for read-only actions.
      resources: ['*'],
    },
    {
      sid: 'StopImageAndStartTheGroup',
      actions: ['ec2:CreateImage', 'ec2:StartInstances', 'ec2:StopInstances'],
      // Instance IDs are unknown at synth time; the tag condition scopes access.
      resources: [arnOf('ec2', props, 'instance/*')],
      condition: [{ test: 'StringEquals', variable: `ec2:ResourceTag/${BACKUP_GROUP_TAG}`, values: [group] }],
    },
    {
      sid: 'MakeImages',
      actions: ['ec2:CreateImage'],
      // A resource that is being created has no ID and no tags yet.
      resources: made,
    },
    {
      sid: 'TagImages',
      actions: ['ec2:CreateTags'],
      resources: made,
      // A resource with these tags may be pruned: only new resources receive them.
      condition: [{ test: 'StringEquals', variable: 'ec2:CreateAction', values: ['CreateImage'] }, ONLY_OUR_TAGS],
    },
    {
      sid: 'TagImagesAgain',
      actions: ['ec2:CreateTags'],
      resources: made,
      condition: [
        { test: 'StringEquals', variable: `ec2:ResourceTag/${AUTO_BACKUP_TAG.key}`, values: [AUTO_BACKUP_TAG.value] },
        ONLY_OUR_TAGS,
      ],
    },
    startWithEncryptedVolumes(props),
    {
      sid: 'Prune',
      actions: ['lambda:InvokeFunction'],
      resources: [arnOf('lambda', props, `function:${props.names.pruneFunction}`)],
    },
  ];
}

/**
 * An instance whose volumes are encrypted with a customer-managed key does not start without it, and would stay stopped.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
function startWithEncryptedVolumes(place: Place): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'StartWithEncryptedVolumes',
    actions: ['kms:CreateGrant'],
    // The keys of the volumes are unknown at synth time: only EC2 receives the grant, and only for its own resources.
    resources: [arnOf('kms', place, 'key/*')],
    condition: [
      { test: 'StringEquals', variable: 'kms:ViaService', values: [`ec2.${place.region}.amazonaws.com`] },
      { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] },
    ],
  };
}
