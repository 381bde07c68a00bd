import { z } from 'zod';

import { minutes } from './scalars';

const window = z.strictObject({
  /** @default mw-ssm-backup (S8) */
  name: z.string().default('mw-ssm-backup'),
  /** To the minute, in the time zone.
   * @default cron(30 03 ? * * *), every day at 03:30 (S8) */
  schedule: z.string().default('cron(30 03 ? * * *)'),
  /** @default - the environment's time zone */
  timezone: z.string().optional(),
  /** How many hours the window is open.
   * @default 1 (S8) */
  durationHours: z.number().default(1),
  /** How many hours before its end the window starts no more tasks.
   * @default 0 (S8) */
  cutoffHours: z.number().default(0),
});

const agentCheck = z.strictObject({
  /** How many minutes before the window opens.
   * @default 10 (S10) */
  minutesBefore: minutes.default(10),
});

const output = z.strictObject({
  Name: z.string(),
  /** JSONPath in the response of the action. */
  Selector: z.string(),
  Type: z.enum(['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList']),
});

/** A custom step in the automation of one instance, as in an Automation document. */
const step = z.strictObject({
  name: z.string(),
  /** Such as `aws:runCommand`. */
  action: z.string(),
  /** The inputs of the action; `{{ InstanceId }}` is the instance. */
  inputs: z.record(z.string(), z.json()),
  /** @default - the action's timeout */
  timeoutSeconds: z.number().optional(),
  /** @default 1 */
  maxAttempts: z.number().optional(),
  /** Values that later steps can refer to.
   * @default - none */
  outputs: z.array(output).optional(),
});

/**
 * Backups of EC2 instances to the minute, by Systems Manager, in the environment's region. `none` creates neither the
 * stack nor its roles.
 * @default - the values of article 003
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
      /** Custom steps before the backup, in this order. A failed step stops the backup (S13).
       * @default [] */
      before: z.array(step).default([]),
      /** Custom steps that check the finished image before older images are pruned, in this order (S13).
       * @default [] */
      after: z.array(step).default([]),
      /** Policies that the automation role needs for custom steps, or for volumes encrypted with keys of other accounts.
       * @default [] */
      automationPolicyArns: z.array(z.string()).default([]),
      /** SSM parameters by which launch templates refer to images (`resolve:ssm:…`). The pruner must be able to read them:
       * otherwise it deletes nothing (S5). Parameters of AWS (`/aws/service/…`) are not needed here.
       * @default [] */
      imageParameterArns: z.array(z.string()).default([]),
      /** How many days the functions' logs are kept: a value that CloudWatch Logs supports.
       * @default 90 */
      logRetentionDays: z.number().default(90),
    }),
  ])
  .prefault({});
