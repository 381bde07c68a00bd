import { z } from 'zod';

import { accountId, days, region } from './scalars';

export const lock = z.strictObject({
  /** `governance` can be lifted by people with the right permission, `compliance` by nobody once its grace time is over. */
  mode: z.enum(['governance', 'compliance']),
  minRetentionDays: days.optional(),
  maxRetentionDays: days.optional(),
  /** Compliance only: the grace time in days, 3 at least. */
  changeableForDays: days.optional(),
});

const accessPolicy = z.strictObject({
  /** Accounts that may copy recovery points into this vault. */
  copiesFromAccounts: z.array(accountId).default([]),
  /** The organization whose accounts may copy recovery points into this vault. */
  copiesFromOrganization: z.string().optional(),
  /**
   * Whether deleting recovery points by hand is denied to everybody; their lifecycle still expires them.
   * @default false
   */
  denyManualDeletion: z.boolean().default(false),
});

export const vault = z.strictObject({
  name: z.string(),
  /** @default - the environment's region */
  region: region.optional(),
  /**
   * What encrypts the recovery points of fully managed types: `aws-managed`, `customer-managed` (a key made for this vault) or a key's ARN.
   * @default aws-managed (E2)
   */
  key: z.string().default('aws-managed'),
  lock: lock.optional(),
  accessPolicy: accessPolicy.optional(),
  /** @default - BACKUP_JOB_COMPLETED, and COPY_JOB_FAILED for a vault that takes part in a copy (N3) */
  notify: z.array(z.string()).optional(),
});
