import { z } from 'zod';

import { minutes } from './scalars';

const window = z.strictObject({
  /** @default mw-ssm-backup (S8) */
  name: z.string().default('mw-ssm-backup'),
  /** To the minute, by the clock of the time zone.
   * @default cron(30 03 ? * * *), every day at 03:30 (S8) */
  schedule: z.string().default('cron(30 03 ? * * *)'),
  /** @default - the environment's time zone */
  timezone: z.string().optional(),
  /** How long the window is open.
   * @default 1 (S8) */
  durationHours: z.number().default(1),
  /** How long before the end it starts nothing any more.
   * @default 0 (S8) */
  cutoffHours: z.number().default(0),
});

const agentCheck = z.strictObject({
  /** How long before each run of the window.
   * @default 10 (S10) */
  minutesBefore: minutes.default(10),
});

const output = z.strictObject({
  Name: z.string(),
  /** JSONPath in the answer of the action. */
  Selector: z.string(),
  Type: z.enum(['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList']),
});

/** A step of your own in the automation of one instance, in the words of its document. */
const step = z.strictObject({
  name: z.string(),
  /** Such as `aws:runCommand`. */
  action: z.string(),
  /** As the action's page says; `{{ InstanceId }}` stands for the instance. */
  inputs: z.record(z.string(), z.json()),
  /** @default - that of the action */
  timeoutSeconds: z.number().optional(),
  /** @default 1 */
  maxAttempts: z.number().optional(),
  /** What later steps can refer to.
   * @default - none */
  outputs: z.array(output).optional(),
});

/**
 * Backups of EC2 instances to the minute, by Systems Manager, in the environment's own region; `none` makes neither the
 * stack nor its roles.
 * @default - as article 003 has it
 */
export const ssmBackup = z
  .union([
    z.literal('none'),
    z.strictObject({
      window: window.prefault({}),
      /** The value of the tag BackupGroup of the instances to back up.
       * @default ssm-backup-group (S8) */
      group: z.string().default('ssm-backup-group'),
      agentCheck: agentCheck.prefault({}),
      /** Steps of your own before anything is touched, in this order; one that fails ends the backup (S13).
       * @default [] */
      before: z.array(step).default([]),
      /** Steps of your own that look at the finished image, before older ones are pruned, in this order (S13).
       * @default [] */
      after: z.array(step).default([]),
      /** Policies that the automation's role needs for such steps, or for volumes under keys of other accounts.
       * @default [] */
      automationPolicyArns: z.array(z.string()).default([]),
      /** Parameters of Systems Manager by which launch templates name images (`resolve:ssm:…`), for the pruning to read: as
       * long as it cannot, it deletes nothing (S5). Those of AWS (`/aws/service/…`) need not be named.
       * @default [] */
      imageParameterArns: z.array(z.string()).default([]),
      /** How long the functions' logs are kept: a number of days that CloudWatch Logs knows.
       * @default 90 */
      logRetentionDays: z.number().default(90),
    }),
  ])
  .prefault({});
