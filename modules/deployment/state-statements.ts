import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import { arnOf, type Place } from '../core/naming';
import { denyDestruction } from '../iam/backup-statements';
import { bucketArn, BUNDLES, type NeighbourFolder, objectArn, RELEASES, type StateFolder } from './state-folder';

export interface StateAccess {
  /** The folder with the states of the role's environment. */
  readonly own: StateFolder;
  /** States in the folder, such as `iam/terraform.tfstate`. */
  readonly states: readonly string[];
  /** States that are planned for drift but never written: writing them would allow extending the roles' permissions. */
  readonly plannedOnly: readonly string[];
  /** The folder where the previous environment records applied releases. */
  readonly before?: NeighbourFolder;
  /** ARNs of the parameters that plans read. */
  readonly parameters: readonly string[];
  readonly assumedRoles: AssumedRoles;
}

/** ARNs of the roles that Terraform assumes: for states, for deployment, and in member accounts. */
export interface AssumedRoles {
  readonly plan: readonly string[];
  readonly apply: readonly string[];
  /** A role of plans in every account of an organization, whose accounts are not listed.
   * @default - none */
  readonly planInOrganization?: { readonly name: string; readonly organizationId: string };
}

/** What a plan may do in state buckets: read and lock states, and store a bundle (E1). */
export function planStatements(access: StateAccess): DataAwsIamPolicyDocumentStatement[] {
  const { plan, planInOrganization } = access.assumedRoles;
  return [
    ...stateStatements(access),
    ...assumeStatements(plan),
    ...(planInOrganization ? [assumeInOrganization(planInOrganization)] : []),
  ];
}

function stateStatements(access: StateAccess): DataAwsIamPolicyDocumentStatement[] {
  const { own, states, plannedOnly } = access;
  return [
    ...readStatements(access),
    {
      // A plan locks the state while it reads.
      sid: 'LockStates',
      actions: ['s3:DeleteObject', 's3:PutObject'],
      resources: [...states, ...plannedOnly].map((state) => objectArn(own, `${state}.tflock`)),
    },
    { sid: 'WriteBundles', actions: ['s3:PutObject'], resources: [objectArn(own, BUNDLES)] },
    ...keyStatements(own, access.before),
    ...(access.parameters.length === 0
      ? []
      : [{ sid: 'ReadParameters', actions: ['ssm:GetParameter'], resources: [...access.parameters] }]),
    ...denyDestruction(),
  ];
}

/** What an apply may do: the same, assume other roles, and write states, except that of the bucket itself, and release records. */
export function applyStatements(access: StateAccess): DataAwsIamPolicyDocumentStatement[] {
  const { own, states } = access;
  return [
    ...stateStatements(access),
    ...assumeStatements(access.assumedRoles.apply),
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
  // The key may encrypt more than states: the roles use it for objects only.
  const condition = [{ test: 'StringLike', variable: 'kms:ViaService', values: ['s3.*.amazonaws.com'] }];
  return [
    ...(own.kmsKeyArn === undefined
      ? []
      : [{ sid: 'Encrypt', actions: ['kms:GenerateDataKey'], resources: [own.kmsKeyArn], condition }]),
    ...(read.length === 0
      ? []
      : [{ sid: 'Decrypt', actions: ['kms:Decrypt'], resources: [...new Set(read)], condition }]),
    ...(before?.keyMadeIn ? [decryptReleases(before, before.keyMadeIn)] : []),
  ];
}

/**
 * The ID of the other environment's key is unknown: the encryption context identifies it. With an S3 Bucket Key, the
 * context is the bucket instead of the object.
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

function assumeInOrganization({
  name,
  organizationId,
}: NonNullable<AssumedRoles['planInOrganization']>): DataAwsIamPolicyDocumentStatement {
  return {
    sid: 'AssumeRolesInOrganization',
    actions: ['sts:AssumeRole'],
    resources: [`arn:aws:iam::*:role/${name}`],
    condition: [{ test: 'StringEquals', variable: 'aws:ResourceOrgID', values: [organizationId] }],
  };
}
