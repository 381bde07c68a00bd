import { z } from 'zod';

import { DEFAULT_TOPIC_NAME } from '../../domain/notifications/derived-names';
import { DISPLAY_NAME, TOPIC, TOPIC_ARN } from '../rules/formats';
import { region } from './scalars';
import { byRules, text } from './text';

/**
 * The messages that a subscriber gets: an SNS filter policy on message attributes, or `none` for all messages.
 * @default - everything except completed jobs (N4)
 */
const filter = z.union([z.literal('none'), z.record(text(byRules), z.unknown())]).optional();

const email = z.strictObject({
  protocol: z.literal('email'),
  endpoint: text(byRules),
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
  endpoint: text(byRules).optional(),
  /** The SSM parameter that holds an address with a secret, such as a Datadog webhook. */
  endpointParameter: text(byRules).optional(),
  filter,
  deadLetterQueue: z.boolean().default(true),
});

export const notifications = z.strictObject({
  /** @default sns-backup-alertnotification (S1) */
  topicName: text(TOPIC).default(DEFAULT_TOPIC_NAME),
  /** @default Backup Alert Notifications (S1) */
  displayName: text(DISPLAY_NAME).default('Backup Alert Notifications'),
  /**
   * How topics are encrypted: `none`, `customer-managed` (a new key for each region), or your own keys by region.
   * @default none
   */
  key: z.union([text(byRules), z.record(region, text(byRules))]).default('none'),
  /**
   * Existing topics by region, which the stack neither creates nor changes: their subscriptions and policies are not its own.
   * @default {} - the stack creates a topic in each region
   */
  topicArns: z.record(region, text(TOPIC_ARN)).default({}),
  subscriptions: z.array(z.discriminatedUnion('protocol', [email, https])).default([]),
  /**
   * `unmanaged`: the topics have more subscriptions, which Terraform does not change, and which `verify` lists without a difference.
   * @default - the topics have no other subscriptions
   */
  otherSubscriptions: z.literal('unmanaged').optional(),
});
