import { z } from 'zod';

import { DEFAULT_WINDOWS } from '../../domain/backup/windows';
import { ROLE_ARN } from '../rules/formats';
import { accountId, days, minutes, region, tagValues, tags } from './scalars';
import { byRules, named, text } from './text';

const lifecycle = {
  /** @default - never expires */
  deleteAfterDays: days.optional(),
  /** @default - never */
  coldStorageAfterDays: days.optional(),
  /**
   * Whether EBS snapshots move to the archive tier when other recovery points move to cold storage.
   * @default false
   */
  archive: z.boolean().default(false),
};

const copy = z.strictObject({
  vault: text(byRules),
  /** @default - the plan's region */
  region: region.optional(),
  /** @default - the environment's account */
  accountId: accountId.optional(),
  ...lifecycle,
  /** @default - the rule's value */
  deleteAfterDays: lifecycle.deleteAfterDays,
});

const rule = z.strictObject({
  name: text(named('rule')),
  /** A vault of this environment in the plan's region. */
  vault: text(byRules),
  schedule: text(byRules),
  /** @default - the environment's time zone */
  timezone: text(byRules).optional(),
  /** @default 480, as in the console */
  startWindowMinutes: minutes.default(DEFAULT_WINDOWS.startWindowMinutes),
  /** @default 10080, seven days */
  completionWindowMinutes: minutes.default(DEFAULT_WINDOWS.completionWindowMinutes),
  ...lifecycle,
  /**
   * Point-in-time recovery, for the resource types that support it.
   * @default false
   */
  continuous: z.boolean().default(false),
  recoveryPointTags: tags.default({}),
  copies: z.array(copy).default([]),
  /** @default - none */
  airGappedVaultArn: text(byRules).optional(),
});

const conditions = z.strictObject({
  stringEquals: tagValues.default({}),
  stringLike: tagValues.default({}),
  stringNotEquals: tagValues.default({}),
  stringNotLike: tagValues.default({}),
});

const selection = z.strictObject({
  name: text(named('selection')),
  /** Tags of the resources to back up. More than one needs {@link match}. */
  tags: tagValues.default({}),
  /**
   * Whether a resource needs `any` of the tags or `all` of them.
   * @default - required for several tags
   */
  match: z.enum(['any', 'all']).optional(),
  /** Conditions on a resource's tags, by tag key: AWS's prefix `aws:ResourceTag/` is added. All must match. */
  conditions: conditions.optional(),
  /** ARNs, or patterns that end in `*`. */
  resources: z.array(text(byRules)).default([]),
  notResources: z.array(text(byRules)).default([]),
  /**
   * An existing role that AWS Backup assumes for these resources.
   * @default - the environment's
   */
  roleArn: text(ROLE_ARN).optional(),
});

export const plan = z.strictObject({
  name: text(named('plan')),
  /** @default - the environment's region */
  region: region.optional(),
  /**
   * Whether backups of Windows instances are application-consistent (VSS).
   * @default false
   */
  windowsVss: z.boolean().default(false),
  tags: tags.default({}),
  rules: z.array(rule),
  selections: z.array(selection),
  /**
   * `unmanaged`: the plan has more selections, which Terraform does not change, and which `verify` lists without a difference.
   * @default - the plan has no other selections
   */
  otherSelections: z.literal('unmanaged').optional(),
});
