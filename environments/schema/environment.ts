import { z } from 'zod';

import { backup } from './backup';
import { bootstrap } from './bootstrap';
import { iam } from './iam';
import { notifications } from './notifications';
import { accountId, region, tags } from './scalars';
import { ssmBackup } from './ssm-backup';

export const stateBucket = z.strictObject({
  /** The name of the bucket. `{service}`, `{name}` and `{accountId}` are replaced by the values of the environment. */
  bucket: z.string(),
  /** @default - the environment's region */
  region: region.optional(),
  /** The customer-managed key that encrypts the states.
   * @default - the default encryption of the bucket */
  kmsKeyArn: z.string().optional(),
  /**
   * A customer-managed key that the bootstrap creates. It is the bucket's default key, and Terraform names none: its ARN is
   * unknown until the bootstrap has run.
   * @default - none
   */
  kmsKey: z.literal('made-here').optional(),
  /** The role that reads and writes the state.
   * @default - the caller's role */
  roleArn: z.string().optional(),
});

/** The contents of an environment file, before defaults that depend on other values. */
export const environmentFields = z.strictObject({
  name: z.string(),
  /** The first part of every state key. */
  service: z.string(),
  accountId,
  region,
  /** The IANA time zone of every schedule that names none.
   * @default Etc/UTC */
  timezone: z.string().default('Etc/UTC'),
  state: stateBucket,
  bootstrap,
  /** The role that deploys.
   * @default - the caller's role */
  deployRoleArn: z.string().optional(),
  tags: tags.default({}),
  iam: iam.prefault({}),
  notifications: notifications.prefault({}),
  backup,
  ssmBackup,
});
