import { textAt, type Value } from '../../model/value';
import { accessJudge } from '../access-judge';
import { GENERAL } from '../general';
import { always, becoming, entry, leaving, lowerIsWorse, moreIsWorse } from '../judges';
import { hit, type Judge, type Rule, type TypeRules } from '../rule';
import { BUCKET_RULES } from './bucket-rules';

const ACCESS = accessJudge({
  wider: () => BUCKET_RULES.opened,
  lost: BUCKET_RULES.accessLost,
  narrowed: BUCKET_RULES.stricter,
  same: BUCKET_RULES.policyRewritten,
});

const BLOCKS = leaving(true, BUCKET_RULES.publicOpened, BUCKET_RULES.publicClosed);

/** A number of days after which something is deleted: without one it stays. */
const SOONER = lowerIsWorse(BUCKET_RULES.expiresSooner, BUCKET_RULES.expiresLater);

/** A rule of expiry that comes, or counts for something else, deletes what was kept. */
const EXPIRY_RULE = entry({
  removed: BUCKET_RULES.expiresLater,
  added: BUCKET_RULES.expiresSooner,
  changed: BUCKET_RULES.expiresSooner,
});

const enabling: Judge = (difference) => {
  const isEnabled = (value: Value | undefined): boolean => textAt(value, []) === 'Enabled';
  return [hit(isEnabled(difference.after) ? BUCKET_RULES.expiresSooner : BUCKET_RULES.expiresLater, difference)];
};

/** What belongs to a bucket, and to no other. */
const of = (rule: Rule): Readonly<Record<string, Rule>> => ({ bucket: rule, expected_bucket_owner: rule });

export const BUCKET_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_s3_bucket: {
    added: GENERAL.added,
    removed: BUCKET_RULES.removed,
    replaced: BUCKET_RULES.replaced,
    attributes: {
      bucket: BUCKET_RULES.replaced,
      bucket_prefix: BUCKET_RULES.replaced,
      region: BUCKET_RULES.replaced,
      provider: BUCKET_RULES.replaced,
      object_lock_enabled: BUCKET_RULES.replaced,
      force_destroy: becoming(true, BUCKET_RULES.forceDestroy, BUCKET_RULES.forceDestroyOff),
    },
  },
  aws_s3_bucket_policy: {
    added: (change, context) => ACCESS.added('policy', change, context),
    // The denial of plain text goes with it.
    removed: BUCKET_RULES.opened,
    attributes: { 'policy/**': ACCESS.changed(), ...of(BUCKET_RULES.opened) },
  },
  aws_s3_bucket_public_access_block: {
    added: GENERAL.added,
    removed: BUCKET_RULES.publicOpened,
    attributes: {
      block_public_acls: BLOCKS,
      block_public_policy: BLOCKS,
      ignore_public_acls: BLOCKS,
      restrict_public_buckets: BLOCKS,
      ...of(BUCKET_RULES.publicOpened),
    },
  },
  aws_s3_bucket_versioning: {
    added: GENERAL.added,
    removed: BUCKET_RULES.versioningOff,
    attributes: {
      'versioning_configuration/status': leaving('Enabled', BUCKET_RULES.versioningOff, BUCKET_RULES.versioningOn),
      'versioning_configuration/*/status': leaving('Enabled', BUCKET_RULES.versioningOff, BUCKET_RULES.versioningOn),
      'versioning_configuration/**': BUCKET_RULES.versioningOn,
      mfa: BUCKET_RULES.versioningOn,
      ...of(BUCKET_RULES.versioningOff),
    },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    added: GENERAL.added,
    removed: BUCKET_RULES.encryption,
    attributes: { 'rule/**': BUCKET_RULES.encryption, ...of(BUCKET_RULES.encryption) },
  },
  aws_s3_bucket_ownership_controls: {
    added: GENERAL.added,
    removed: BUCKET_RULES.ownership,
    attributes: { 'rule/**': BUCKET_RULES.ownership, ...of(BUCKET_RULES.ownership) },
  },
  aws_s3_bucket_lifecycle_configuration: {
    added: GENERAL.added,
    removed: BUCKET_RULES.expiresLater,
    attributes: {
      'rule/*': EXPIRY_RULE,
      'rule/*/status': enabling,
      'rule/*/expiration/days': SOONER,
      'rule/*/expiration/*/days': SOONER,
      'rule/*/noncurrent_version_expiration/noncurrent_days': SOONER,
      'rule/*/noncurrent_version_expiration/*/noncurrent_days': SOONER,
      'rule/**': always(BUCKET_RULES.expiresSooner),
      transition_default_minimum_object_size: BUCKET_RULES.expiresLater,
      ...of(BUCKET_RULES.expiresLater),
    },
  },
  aws_iam_openid_connect_provider: {
    added: GENERAL.added,
    removed: BUCKET_RULES.providerRemoved,
    replaced: BUCKET_RULES.providerRemoved,
    attributes: {
      url: BUCKET_RULES.providerRemoved,
      client_id_list: moreIsWorse(BUCKET_RULES.providerWider, BUCKET_RULES.providerRemoved),
      thumbprint_list: BUCKET_RULES.providerWider,
    },
  },
};
