import { z } from 'zod';

import { ORGANIZATION, TOPIC_ARN } from '../rules/formats';
import { accountId, days, region, tags } from './scalars';
import { byRules, named, text } from './text';

export const lock = z.strictObject({
  /** Principals with permission can remove a `governance` lock. No one can remove a `compliance` lock after its grace time. */
  mode: z.enum(['governance', 'compliance']),
  minRetentionDays: days.optional(),
  maxRetentionDays: days.optional(),
  /**
   * Compliance only: the grace time in days, at least 3, or `set-before` for a lock that the vault already has, which Terraform
   * then never replaces.
   */
  changeableForDays: z.union([days, z.literal('set-before')]).optional(),
});

const accessPolicy = z.strictObject({
  /** Accounts that can copy recovery points to this vault. */
  copiesFromAccounts: z.array(accountId).default([]),
  /** The organization whose accounts can copy recovery points to this vault. */
  copiesFromOrganization: text(ORGANIZATION).optional(),
  /**
   * Whether manual deletion of recovery points is denied to everyone. They still expire by their lifecycle.
   * @default false
   */
  denyManualDeletion: z.boolean().default(false),
});

export const vault = z.strictObject({
  name: text(named('vault')),
  /** @default - the environment's region */
  region: region.optional(),
  /**
   * How recovery points of fully managed types are encrypted: `aws-managed`, `customer-managed` (a new key for this vault),
   * or the ARN of a key.
   * @default aws-managed (E2)
   */
  key: text(byRules).default('aws-managed'),
  lock: lock.optional(),
  /**
   * Who can copy into the vault, and whether recovery points can be deleted. `unmanaged`: it has a policy that Terraform does not
   * change, and that no command compares.
   * @default - no policy
   */
  accessPolicy: z.union([accessPolicy, z.literal('unmanaged')]).optional(),
  /**
   * The events that AWS Backup publishes to the topic. `unmanaged`: the vault has notifications that Terraform does not change, and
   * that no command compares.
   * @default - BACKUP_JOB_COMPLETED, and COPY_JOB_FAILED for a vault that is the source or the target of a copy (N3)
   */
  notify: z.union([z.array(text(byRules)), z.literal('unmanaged')]).optional(),
  /**
   * An existing topic in the same region for its events. Its policy must let AWS Backup publish.
   * @default - the topic of the region
   */
  topicArn: text(TOPIC_ARN).optional(),
  tags: tags.default({}),
});
