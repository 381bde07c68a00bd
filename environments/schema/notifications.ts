import { z } from 'zod';

import { region } from './scalars';

/**
 * The messages that a subscriber gets: an SNS filter policy on message attributes, or `none` for all messages.
 * @default - everything except completed jobs (N4)
 */
const filter = z.union([z.literal('none'), z.record(z.string(), z.unknown())]).optional();

const email = z.strictObject({
  protocol: z.literal('email'),
  endpoint: z.string(),
  filter,
  /**
   * Whether a queue keeps messages that cannot be delivered.
   * @default false
   */
  deadLetterQueue: z.boolean().default(false),
});

const https = z.strictObject({
  protocol: z.literal('https'),
  /** An address that contains no secret. */
  endpoint: z.string().optional(),
  /** The SSM parameter that holds an address with a secret, such as a Datadog webhook. */
  endpointParameter: z.string().optional(),
  filter,
  deadLetterQueue: z.boolean().default(true),
});

export const notifications = z.strictObject({
  /** @default sns-backup-alertnotification (S1) */
  topicName: z.string().default('sns-backup-alertnotification'),
  /** @default Backup Alert Notifications (S1) */
  displayName: z.string().default('Backup Alert Notifications'),
  /**
   * How topics are encrypted: `none`, `customer-managed` (a new key for each region), or your own keys by region.
   * @default none
   */
  key: z.union([z.string(), z.record(region, z.string())]).default('none'),
  subscriptions: z.array(z.discriminatedUnion('protocol', [email, https])).default([]),
});
