import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';

import type { Readers } from './readers';
import { denyPlainText, readReleases } from './state-bucket-statements';
import { BUNDLES, type StateFolder } from './state-folder';

/** S3 bills the parts of an incomplete upload until it is aborted. */
const INCOMPLETE_UPLOAD_DAYS = 7;

export interface StateBucketProps extends StateFolder {
  readonly region: string;
  /** How long noncurrent versions are kept, in days. */
  readonly oldVersionsDays: number;
  /** How long bundles of plans are kept, in days. */
  readonly bundleDays: number;
  /** The roles that may read the records of applied releases.
   * @default - only roles of the account */
  readonly readers?: Readers;
}

/**
 * The bucket for the states: versioned, encrypted, without public or unencrypted access, and protected from destruction by
 * Terraform (E1).
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class StateBucket extends Construct {
  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { region, readers } = props;
    const created = new S3Bucket(this, 'bucket', {
      bucket: props.bucket,
      region,
      forceDestroy: false,
      tags: { Name: props.bucket },
      lifecycle: { preventDestroy: true },
    });
    const bucket = created.id;
    new S3BucketOwnershipControls(this, 'ownership', {
      bucket,
      region,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket,
      region,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket,
      region,
      versioningConfiguration: { status: 'Enabled' },
      // Without old versions, a corrupt state is lost.
      lifecycle: { preventDestroy: true },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      region,
      rule: [encryptedBy(props.kmsKeyArn)],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket,
      region,
      rule: expiries(props),
      // Noncurrent versions expire only if versioning is enabled first.
      dependsOn: [versioning],
    });
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [denyPlainText(props.bucket), ...(readers ? readReleases(props, readers) : [])],
    });
    // S3 accepts only one change of access settings at a time.
    new S3BucketPolicy(this, 'bucket-policy', { bucket, region, policy: policy.json, dependsOn: [publicAccess] });
  }
}

function encryptedBy(kmsKeyArn: string | undefined) {
  if (kmsKeyArn === undefined) return { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };
  return {
    bucketKeyEnabled: true,
    applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn },
  };
}

function expiries({ folder, oldVersionsDays, bundleDays }: StateBucketProps) {
  return [
    {
      id: 'old-versions',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      // A deleted lock leaves a delete marker.
      expiration: [{ expiredObjectDeleteMarker: true }],
      noncurrentVersionExpiration: [{ noncurrentDays: oldVersionsDays }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS }],
    },
    {
      id: 'bundles',
      status: 'Enabled',
      filter: [{ prefix: `${folder}/${BUNDLES.slice(0, -1)}` }],
      expiration: [{ days: bundleDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    },
  ];
}
