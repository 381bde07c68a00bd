import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { AUTO_BACKUP_TAG } from '../../../domain/generations/tags';
import type { Place } from '../../core/naming';

export interface PruneProps extends Place {
  /** Parameters by which launch templates name images. EC2 reads them as whoever asks it. */
  readonly imageParameterArns: readonly string[];
}

/**
 * What the pruning of generations looks at, and what it may delete: only what carries AutoBackup=true (S3).
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
      // EC2 knows no resources for what only looks.
      resources: ['*'],
    },
    // A statement needs a resource.
    ...(imageParameterArns.length === 0
      ? []
      : [{ sid: 'SeeWhichImage', actions: ['ssm:GetParameters'], resources: [...imageParameterArns] }]),
    {
      sid: 'DeleteOwnGenerations',
      actions: ['ec2:DeleteSnapshot', 'ec2:DeregisterImage'],
      // Their ids are not known here: the tag tells them. They have no account in their ARN.
      resources: [`arn:aws:ec2:${place.region}::image/*`, `arn:aws:ec2:${place.region}::snapshot/*`],
      condition: [{ test: 'StringEquals', variable: `ec2:ResourceTag/${key}`, values: [value] }],
    },
  ];
}
