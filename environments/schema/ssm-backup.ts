import { z } from 'zod';

import { GROUP, PARAMETER_ARN, POLICY_ARN, STEP, WINDOW } from '../rules/formats';
import { minutes } from './scalars';
import { byRules, text } from './text';

const window = z.strictObject({
  /** @default mw-ssm-backup (S8) */
  name: text(WINDOW).default('mw-ssm-backup'),
  /** To the minute, in the time zone.
   * @default cron(30 03 ? * * *), every day at 03:30 (S8) */
  schedule: text(byRules).default('cron(30 03 ? * * *)'),
  /** @default - the environment's time zone */
  timezone: text(byRules).optional(),
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
  Name: text(byRules),
  /** JSONPath in the response of the action. */
  Selector: text(byRules),
  Type: z.enum(['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList']),
});

/** A custom step in the automation of one instance, as in an Automation document. */
const step = z.strictObject({
  name: text(STEP),
  /** Such as `aws:runCommand`. */
  action: text(byRules),
  /** The inputs of the action; `{{ InstanceId }}` is the instance. */
  inputs: z.record(text(byRules), z.json()),
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
      group: text(GROUP).default('ssm-backup-group'),
      agentCheck: agentCheck.prefault({}),
      /** Custom steps before the backup, in this order. A failed step stops the backup (S13).
       * @default [] */
      before: z.array(step).default([]),
      /** Custom steps that check the finished image before older images are pruned, in this order (S13).
       * @default [] */
      after: z.array(step).default([]),
      /** Policies that the automation role needs for custom steps, or for volumes encrypted with keys of other accounts.
       * @default [] */
      automationPolicyArns: z.array(text(POLICY_ARN)).default([]),
      /** SSM parameters by which launch templates refer to images (`resolve:ssm:…`). The pruner must be able to read them:
       * otherwise it deletes nothing (S5). Parameters of AWS (`/aws/service/…`) are not needed here.
       * @default [] */
      imageParameterArns: z.array(text(PARAMETER_ARN)).default([]),
      /** How many days the functions' logs are kept: a value that CloudWatch Logs supports.
       * @default 90 */
      logRetentionDays: z.number().default(90),
    }),
  ])
  .prefault({});
