import { z } from 'zod';

import { timezoneUnknown } from '../../domain/schedule/schedule-finding';
import { BUCKET, KEY_ARN, NAME, ROLE_ARN } from '../rules/formats';
import { backup } from './backup';
import { bootstrap } from './bootstrap';
import { costs } from './costs';
import { iam } from './iam';
import { environmentNames } from './names';
import { notifications } from './notifications';
import { accountId, region, tags } from './scalars';
import { ssmBackup } from './ssm-backup';
import { text } from './text';

export const stateBucket = z.strictObject({
  /** The name of the bucket. `{service}`, `{name}` and `{accountId}` are replaced by the values of the environment. */
  bucket: text(BUCKET),
  /** @default - the environment's region */
  region: region.optional(),
  /** The customer-managed key that encrypts the states.
   * @default - the default encryption of the bucket */
  kmsKeyArn: text(KEY_ARN).optional(),
  /**
   * A customer-managed key that the bootstrap creates. It is the bucket's default key, and Terraform names none: its ARN is
   * unknown until the bootstrap has run.
   * @default - none
   */
  kmsKey: z.literal('made-here').optional(),
  /** The role that reads and writes the state.
   * @default - the caller's role */
  roleArn: text(ROLE_ARN).optional(),
});

/** The contents of an environment file, before defaults that depend on other values. */
export const environmentFields = z.strictObject({
  name: text(NAME),
  /** The first part of every state key. */
  service: text(NAME),
  accountId,
  region,
  /** The IANA time zone of every schedule that names none.
   * @default Etc/UTC */
  timezone: text((timezone, path) => timezoneUnknown(path, timezone)).default('Etc/UTC'),
  state: stateBucket,
  bootstrap,
  /** The role that deploys.
   * @default - the caller's role */
  deployRoleArn: text(ROLE_ARN).optional(),
  tags: tags.default({}),
  iam: iam.prefault({}),
  notifications: notifications.prefault({}),
  backup,
  ssmBackup,
  names: environmentNames,
  /**
   * How much data the plans of this environment back up, for `backupctl cost`.
   * @default - unknown: no cost is computed
   */
  costs: costs.optional(),
});
