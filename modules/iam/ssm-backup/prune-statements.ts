import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { AUTO_BACKUP_TAG } from '../../../domain/generations/tags';
import type { Place } from '../../core/naming';

export interface PruneProps extends Place {
  /** The parameters in which launch templates find their images. EC2 reads them as the caller. */
  readonly imageParameterArns: readonly string[];
}

/**
 * What the pruning of generations reads, and what it may delete: only resources with AutoBackup=true (S3).
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function pruneStatements({ imageParameterArns, ...place }: PruneProps): DataAwsIamPolicyDocumentStatement[] {
  const { key, value } = AUTO_BACKUP_TAG;
  return [
    {
      sid: 'Look',
      actions: [
        'ec2:DescribeImages',
        'ec2:DescribeInstances',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeSnapshots',
      ],
      // EC2 supports no resources for read-only actions.
      resources: ['*'],
    },
    // A statement needs a resource.
    ...(imageParameterArns.length === 0
      ? []
      : [{ sid: 'SeeWhichImage', actions: ['ssm:GetParameters'], resources: [...imageParameterArns] }]),
    {
      sid: 'DeleteOwnGenerations',
      actions: ['ec2:DeleteSnapshot', 'ec2:DeregisterImage'],
      // Their IDs are unknown at synth time; the tag condition scopes access. Their ARNs contain no account.
      resources: [`arn:aws:ec2:${place.region}::image/*`, `arn:aws:ec2:${place.region}::snapshot/*`],
      condition: [{ test: 'StringEquals', variable: `ec2:ResourceTag/${key}`, values: [value] }],
    },
  ];
}
