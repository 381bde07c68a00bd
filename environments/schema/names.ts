import { z } from 'zod';

import { ENVIRONMENT_NAMES, type NamedType, type NameKey, ORGANIZATION_NAMES } from '../../domain/names';
import {
  ALARM,
  EVENT_BUS,
  EVENT_RULE,
  type Format,
  FUNCTION,
  OWN_POLICY,
  QUEUE,
  ROLE_NAME,
  SCHEDULE,
} from '../rules/formats';
import { text } from './text';

const FORMATS: Readonly<Record<NamedType, Format>> = {
  aws_iam_role: ROLE_NAME,
  aws_iam_policy: OWN_POLICY,
  aws_lambda_function: FUNCTION,
  aws_sqs_queue: QUEUE,
  aws_scheduler_schedule: SCHEDULE,
  aws_cloudwatch_event_bus: EVENT_BUS,
  aws_cloudwatch_event_rule: EVENT_RULE,
  aws_cloudwatch_metric_alarm: ALARM,
};

function namesOf<Key extends NameKey>(
  table: Readonly<Record<Key, { readonly type: NamedType; readonly name: string }>>,
) {
  const entries = Object.entries<{ readonly type: NamedType; readonly name: string }>(table);
  const shape = Object.fromEntries(entries.map(([key, { type, name }]) => [key, text(FORMATS[type]).default(name)]));
  return z.strictObject(shape as { [K in Key]: z.ZodDefault<z.ZodString> });
}

/**
 * Names of resources, for an account that has other ones. `domain/names.ts` lists them with their defaults.
 * @default {} - the names in `domain/names.ts`
 */
export const environmentNames = namesOf(ENVIRONMENT_NAMES).prefault({});

/**
 * The same for the stacks of the organization.
 * @default {} - the names in `domain/names.ts`
 */
export const organizationNames = namesOf(ORGANIZATION_NAMES).prefault({});
