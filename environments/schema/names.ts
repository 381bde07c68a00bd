import { z } from 'zod';

import { ENVIRONMENT_NAMES, type EnvironmentNames, type NamedType } from '../../domain/names';
import { ALARM, EVENT_RULE, type Format, FUNCTION, OWN_POLICY, QUEUE, ROLE_NAME, SCHEDULE } from '../rules/formats';
import { text } from './text';

const FORMATS: Readonly<Record<NamedType, Format>> = {
  aws_iam_role: ROLE_NAME,
  aws_iam_policy: OWN_POLICY,
  aws_lambda_function: FUNCTION,
  aws_sqs_queue: QUEUE,
  aws_scheduler_schedule: SCHEDULE,
  aws_cloudwatch_event_rule: EVENT_RULE,
  aws_cloudwatch_metric_alarm: ALARM,
};

const shape = Object.fromEntries(
  Object.entries(ENVIRONMENT_NAMES).map(([key, { type, name }]) => [key, text(FORMATS[type]).default(name)]),
) as { [Key in keyof EnvironmentNames]: z.ZodDefault<z.ZodString> };

/**
 * Names of resources, for an account that has other ones. `domain/names.ts` lists them with their defaults.
 * @default {} - the names in `domain/names.ts`
 */
export const names = z.strictObject(shape).prefault({});
