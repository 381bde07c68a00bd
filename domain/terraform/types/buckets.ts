import { accessRules } from '../changes/access-rules';
import { becoming, entry, leaving, lowerIsWorse } from '../changes/judges';
import { critical, high, medium, type Rule } from '../changes/rule';
import { type Concern, terraformType, type TerraformType } from '../terraform-type';
import { GENERAL } from './general';

const ACCESS = accessRules({
  policy: 'a bucket policy',
  opened: {
    rule: 'bucket-policy-opened',
    why: 'other principals may read states and plans, which contain secrets in plain text, or connect without TLS',
    remedy: 'name accounts and roles, and keep denials',
  },
  narrower: {
    rule: 'bucket-policy-narrower',
    why: 'the next environment can no longer read the releases of this one, so it refuses to deploy',
    remedy: 'keep the roles of the next environment',
  },
  stricter: {
    rule: 'bucket-policy-stricter',
    severity: 'medium',
    why: 'principals that do not meet the conditions lose access, including pipelines',
    remedy: 'check that the roles of the workflows still have access',
  },
});

const RULES = {
  removed: critical('state-bucket-removed', {
    finds: 'a bucket whose block is removed',
    why: 'prevent_destroy disappears with the block, so Terraform tries to destroy the bucket with the states. AWS refuses while it contains objects, unless force_destroy deletes them',
    remedy: 'keep the block; if a state is lost, you must find and import everything in it manually',
  }),
  replaced: critical('state-bucket-replaced', {
    finds: 'a bucket that is replaced because its name or region changes',
    why: 'the states stay in the old bucket, which Terraform destroys',
    remedy: 'keep name and region; move states with terraform init -migrate-state',
  }),
  forceDestroy: critical('state-bucket-force-destroy', {
    finds: 'force_destroy enabled for a bucket',
    why: 'destroying the bucket then deletes all states and all their old versions',
    remedy: 'remove force_destroy',
  }),
  ...ACCESS.rules,
  publicOpened: high('public-access-opened', {
    finds: 'a bucket that no longer blocks public access',
    why: 'one policy or access control list then makes the states public',
    remedy: 'keep all four settings enabled',
  }),
  versioningOff: high('bucket-versioning-off', {
    finds: 'bucket versioning disabled',
    why: 'a corrupt or deleted state is lost: there is no older version to restore',
    remedy: 'keep versioning enabled',
  }),
  encryption: high('bucket-encryption-changed', {
    finds: 'another encryption of a bucket, or none',
    why: 'everyone who can use the other key can read new states and plans; old ones still need the old key',
    remedy: 'keep the key, and allow every role that reads the states to use it',
  }),
  ownership: high('bucket-ownership-changed', {
    finds: 'a bucket where access control lists apply, or other accounts own what they write',
    why: 'the bucket policy no longer controls all access',
    remedy: 'keep BucketOwnerEnforced',
  }),
  expiresSooner: high('bucket-expiry-sooner', {
    finds: 'states or old versions of them that expire, or expire earlier',
    why: 'there is less time to notice a corrupt state and restore an older one',
    remedy: 'keep old versions as long as an error may go unnoticed; never let current states expire',
  }),
  expiresLater: medium('bucket-expiry-later', {
    finds: 'old versions or bundles that are kept longer',
    why: 'they cost money longer, and plans contain secrets in plain text',
    remedy: 'check who can read old plans',
  }),
};

const blocks = leaving(true, RULES.publicOpened, GENERAL.protectionAdded);
const versioning = leaving('Enabled', RULES.versioningOff, GENERAL.protectionChanged);
/** Days until deletion; without them an object never expires. */
const days = lowerIsWorse(RULES.expiresSooner, RULES.expiresLater);

/** The bucket a setting belongs to. */
const of = (rule: Rule): Readonly<Record<string, Rule>> => ({ bucket: rule, expected_bucket_owner: rule });

/** The provider reads every setting of a bucket, including those that other types manage. */
const BUCKET_READS = [
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLocation',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketPolicy',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
  's3:ListTagsForResource',
];

/** Only the bootstrap creates buckets, with the credentials of an administrator; no role of a pipeline may change them. */
const bucketType = (
  type: string,
  [write, read, remove]: readonly [write: string, read: string | readonly string[], remove: string],
  facts: Pick<TerraformType, 'replacedBy' | 'added' | 'removed' | 'replaced' | 'changes'>,
): TerraformType =>
  terraformType(type, {
    importId: '{bucket}',
    arn: ({ name }) => `arn:aws:s3:::${name}`,
    permissionSet: 'none',
    names: ({ buckets }) => buckets,
    actions: { create: [write], read: [read].flat(), update: [], destroy: [remove] },
    ...facts,
  });

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
export const BUCKETS: Concern = {
  title: 'State buckets',
  rules: Object.values(RULES),
  types: [
    bucketType('aws_s3_bucket', ['s3:CreateBucket', BUCKET_READS, 's3:DeleteBucket'], {
      replacedBy: ['bucket', 'bucket_prefix', 'object_lock_enabled'],
      removed: RULES.removed,
      replaced: RULES.replaced,
      changes: {
        bucket: RULES.replaced,
        bucket_prefix: RULES.replaced,
        region: RULES.replaced,
        provider: RULES.replaced,
        object_lock_enabled: RULES.replaced,
        force_destroy: becoming(true, RULES.forceDestroy, GENERAL.protectionAdded),
      },
    }),
    bucketType('aws_s3_bucket_policy', ['s3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:DeleteBucketPolicy'], {
      replacedBy: ['bucket'],
      added: ACCESS.added('policy', { argument: 'bucket', type: 'aws_s3_bucket' }),
      // The denial of unencrypted connections disappears with it.
      removed: ACCESS.rules.opened,
      changes: { 'policy/**': ACCESS.changed(), ...of(ACCESS.rules.opened) },
    }),
    bucketType(
      'aws_s3_bucket_public_access_block',
      ['s3:PutBucketPublicAccessBlock', 's3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
      {
        replacedBy: ['bucket'],
        removed: RULES.publicOpened,
        changes: {
          block_public_acls: blocks,
          block_public_policy: blocks,
          ignore_public_acls: blocks,
          restrict_public_buckets: blocks,
          ...of(RULES.publicOpened),
        },
      },
    ),
    bucketType(
      'aws_s3_bucket_versioning',
      ['s3:PutBucketVersioning', 's3:GetBucketVersioning', 's3:PutBucketVersioning'],
      {
        replacedBy: ['bucket', 'expected_bucket_owner'],
        removed: RULES.versioningOff,
        changes: {
          'versioning_configuration/status': versioning,
          'versioning_configuration/*/status': versioning,
          'versioning_configuration/**': GENERAL.protectionChanged,
          mfa: GENERAL.protectionChanged,
          ...of(RULES.versioningOff),
        },
      },
    ),
    bucketType(
      'aws_s3_bucket_server_side_encryption_configuration',
      ['s3:PutEncryptionConfiguration', 's3:GetEncryptionConfiguration', 's3:PutEncryptionConfiguration'],
      {
        replacedBy: ['bucket', 'expected_bucket_owner'],
        removed: RULES.encryption,
        changes: { 'rule/**': RULES.encryption, ...of(RULES.encryption) },
      },
    ),
    bucketType(
      'aws_s3_bucket_ownership_controls',
      ['s3:PutBucketOwnershipControls', 's3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls'],
      {
        replacedBy: ['bucket'],
        removed: RULES.ownership,
        changes: { 'rule/**': RULES.ownership, ...of(RULES.ownership) },
      },
    ),
    bucketType(
      'aws_s3_bucket_lifecycle_configuration',
      ['s3:PutLifecycleConfiguration', 's3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
      {
        replacedBy: ['bucket', 'expected_bucket_owner'],
        removed: RULES.expiresLater,
        changes: {
          // A rule that is added, or applies to other objects, deletes what was kept.
          'rule/*': entry({ removed: RULES.expiresLater, added: RULES.expiresSooner, changed: RULES.expiresSooner }),
          'rule/*/status': becoming('Enabled', RULES.expiresSooner, RULES.expiresLater),
          'rule/*/expiration/days': days,
          'rule/*/expiration/*/days': days,
          'rule/*/noncurrent_version_expiration/noncurrent_days': days,
          'rule/*/noncurrent_version_expiration/*/noncurrent_days': days,
          'rule/**': RULES.expiresSooner,
          transition_default_minimum_object_size: RULES.expiresLater,
          ...of(RULES.expiresLater),
        },
      },
    ),
  ],
};
