import { z } from 'zod';

import { plan } from './plan';
import { region } from './scalars';
import { byRules, text } from './text';
import { vault } from './vault';

const regionSettings = z.strictObject({
  region,
  /** Every resource type of the region, and whether AWS Backup can back it up. */
  optIn: z.record(text(byRules), z.boolean()),
  /**
   * Whether AWS Backup fully manages the backups of DynamoDB and EFS.
   * @default {} - not managed
   */
  management: z.record(text(byRules), z.boolean()).default({}),
});

export const backup = z.strictObject({
  vaults: z.array(vault),
  plans: z.array(plan),
  /** @default [] - not managed */
  regionSettings: z.array(regionSettings).default([]),
});
