import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { arnOf, type Place } from '../core/naming';
import { denyDestruction } from '../iam/backup-statements';
import { denyContents } from './content-statements';
import { bucketArn, BUNDLES, type NeighbourFolder, objectArn, RELEASES, type StateFolder } from './state-folder';

export interface StateAccess {
  /** Where the role's own environment keeps its states. */
  readonly own: StateFolder;
  /** States below the folder by their names, such as `iam/terraform.tfstate`. */
  readonly states: readonly string[];
  /** States that are planned, for drift, and never written: whoever writes them could give the roles more rights. */
  readonly plannedOnly: readonly string[];
  /** Where the environment before records what it has applied. */
  readonly before?: NeighbourFolder | undefined;
  /** ARNs of the parameters that plans look up. */
  readonly parameters: readonly string[];
  /** Roles that Terraform assumes: that of the states, that which deploys, those in member accounts. */
  readonly assumedRoles: readonly string[];
}

/** What a plan does in the state buckets: it reads, locks, and leaves a bundle (E1). */
export function planStatements(access: StateAccess): DataAwsIamPolicyDocumentStatement[] {
  const { own, states, plannedOnly } = access;
  return [
    ...readStatements(access),
    {
      // A plan locks the state while it reads it.
      sid: 'LockStates',
      actions: ['s3:DeleteObject', 's3:PutObject'],
      resources: [...states, ...plannedOnly].map((state) => objectArn(own, `${state}.tflock`)),
    },
    { sid: 'WriteBundles', actions: ['s3:PutObject'], resources: [objectArn(own, BUNDLES)] },
    ...keyStatements(own, access.before),
    ...denyContents({
      objects: [objectArn(own, '*'), ...(access.before ? [objectArn(access.before, RELEASES)] : [])],
      parameters: access.parameters,
    }),
    ...denyDestruction(),
    ...assumeStatements(access.assumedRoles),
  ];
}

/** What an apply does there besides: it writes states, though not that of the bucket itself, and records. */
export function applyStatements(access: StateAccess): DataAwsIamPolicyDocumentStatement[] {
  const { own, states } = access;
  return [
    ...planStatements(access),
    { sid: 'WriteStates', actions: ['s3:PutObject'], resources: states.map((state) => objectArn(own, state)) },
    { sid: 'WriteReleases', actions: ['s3:PutObject'], resources: [objectArn(own, RELEASES)] },
  ];
}

function readStatements({ own, before }: StateAccess): DataAwsIamPolicyDocumentStatement[] {
  return [
    { sid: 'ListBucket', actions: ['s3:ListBucket'], resources: [bucketArn(own)] },
    { sid: 'ReadStates', actions: ['s3:GetObject'], resources: [objectArn(own, '*')] },
    ...(before
      ? [
          { sid: 'ReadReleasesBefore', actions: ['s3:GetObject'], resources: [objectArn(before, RELEASES)] },
          {
            sid: 'ListReleasesBefore',
            actions: ['s3:ListBucket'],
            resources: [bucketArn(before)],
            condition: [{ test: 'StringLike', variable: 's3:prefix', values: [`${before.folder}/${RELEASES}`] }],
          },
        ]
      : []),
  ];
}

function keyStatements(own: StateFolder, before: NeighbourFolder | undefined): DataAwsIamPolicyDocumentStatement[] {
  const read = [own.kmsKeyArn, before?.kmsKeyArn].flatMap((arn) => arn ?? []);
  return [
    ...(own.kmsKeyArn === undefined
      ? []
      : [{ sid: 'Encrypt', actions: ['kms:GenerateDataKey'], resources: [own.kmsKeyArn] }]),
    ...(read.length === 0 ? [] : [{ sid: 'Decrypt', actions: ['kms:Decrypt'], resources: [...new Set(read)] }]),
    ...(before?.keyMadeIn ? [decryptReleases(before, before.keyMadeIn)] : []),
  ];
}

/**
 * The id of the neighbour's key is not known here: what it has encrypted tells it. A bucket that uses its key for many
 * objects at once says so of itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
function decryptReleases(before: NeighbourFolder, place: Place): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'DecryptReleasesBefore',
    actions: ['kms:Decrypt'],
    resources: [arnOf('kms', place, 'key/*')],
    condition: [
      { test: 'StringEquals', variable: 'kms:ViaService', values: [`s3.${place.region}.amazonaws.com`] },
      {
        test: 'StringLike',
        variable: 'kms:EncryptionContext:aws:s3:arn',
        values: [bucketArn(before), objectArn(before, RELEASES)],
      },
    ],
  };
}

function assumeStatements(roles: readonly string[]): DataAwsIamPolicyDocumentStatement[] {
  if (roles.length === 0) return [];
  return [{ sid: 'AssumeRoles', actions: ['sts:AssumeRole'], resources: [...new Set(roles)].toSorted() }];
}
