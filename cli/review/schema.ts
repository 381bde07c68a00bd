import { z } from 'zod';

import { QUANTITIES } from '../../domain/cost/model';
import { SEVERITIES } from '../../domain/terraform/changes/severity';

const severity = z.enum(SEVERITIES);
const texts = z.array(z.string());

const facts = z.strictObject({
  schedule: z.string(),
  timezone: z.string(),
  nextRuns: z.array(z.iso.datetime()).describe('the next two runs, in UTC'),
  deleteAfterDays: z.number().nullable().describe('null: never expires'),
  recoveryPoints: z.number().nullable().describe('the maximum per resource at a time; null: unlimited'),
  vault: z.string(),
  copies: texts,
});

const effect = z.strictObject({
  stack: z.string(),
  environments: texts,
  plan: z.string(),
  rule: z.string(),
  target: z.string().nullable().describe('the target of an organization policy'),
  accounts: texts.describe('the accounts that the JSON names'),
  before: facts.nullable(),
  after: facts.nullable(),
});

const quantities = z.strictObject(
  Object.fromEntries(QUANTITIES.map((quantity) => [quantity, z.number()])) as Record<
    (typeof QUANTITIES)[number],
    z.ZodNumber
  >,
);

const costDifference = z.strictObject({
  before: quantities,
  after: quantities,
  amountBefore: z.null(),
  amountAfter: z.null(),
  groups: z.array(
    z.strictObject({
      key: texts.describe('owner, plan, rule, place, region and resource type'),
      before: quantities,
      after: quantities,
    }),
  ),
});

const finding = z.strictObject({
  rule: z.string().describe('docs/review-rules.md'),
  severity,
  environments: texts,
  accounts: texts,
  stack: z.string(),
  address: z.string(),
  path: z.string().describe('inside the resource, separated by slashes; empty for the whole resource'),
  before: z.json().describe('null: none'),
  after: z.json().describe('null: none'),
  why: z.string(),
  remedy: z.string(),
  accepted: z.strictObject({ reason: z.string(), expires: z.iso.date() }).optional(),
});

/** The output of `backupctl review --json`. */
export const reviewSchema = z.strictObject({
  summary: z.strictObject({
    findings: z.int(),
    bySeverity: z.record(severity, z.int()).describe('without accepted findings'),
    accepted: z.int(),
    failOn: severity,
    failed: z.boolean(),
    effects: z.array(effect),
    cost: costDifference
      .optional()
      .describe('what the change does in an average month, if both sides declare sizes; not a finding'),
  }),
  findings: z.array(finding).describe('worst first'),
});

/** As JSON Schema, for other programs: the content of `review/findings.schema.json`. */
export function reviewJsonSchema(): unknown {
  return z.toJSONSchema(reviewSchema);
}
