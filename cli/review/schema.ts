import { z } from 'zod';

import { SEVERITIES } from '../../domain/terraform/changes/severity';

const severity = z.enum(SEVERITIES);
const texts = z.array(z.string());

const facts = z.strictObject({
  schedule: z.string(),
  timezone: z.string(),
  nextRuns: z.array(z.iso.datetime()).describe('the next two runs, in UTC'),
  deleteAfterDays: z.number().nullable().describe('null: kept for ever'),
  recoveryPoints: z.number().nullable().describe('the most of one resource at a time; null: without limit'),
  vault: z.string(),
  copies: texts,
});

const effect = z.strictObject({
  stack: z.string(),
  environments: texts,
  plan: z.string(),
  rule: z.string(),
  target: z.string().nullable().describe('what an organization policy is attached to'),
  accounts: texts.describe('as far as the JSON names them'),
  before: facts.nullable(),
  after: facts.nullable(),
});

const finding = z.strictObject({
  rule: z.string().describe('docs/review-rules.md'),
  severity,
  environments: texts,
  accounts: texts,
  stack: z.string(),
  address: z.string(),
  path: z.string().describe('inside the resource, with slashes; empty for the whole'),
  before: z.json().describe('null: not there'),
  after: z.json().describe('null: not there'),
  why: z.string(),
  remedy: z.string(),
  accepted: z.strictObject({ reason: z.string(), expires: z.iso.date() }).optional(),
});

/** What `backupctl review --json` prints. */
export const reviewSchema = z.strictObject({
  summary: z.strictObject({
    findings: z.int(),
    bySeverity: z.record(severity, z.int()).describe('of findings that nobody has accepted'),
    accepted: z.int(),
    failOn: severity,
    failed: z.boolean(),
    effects: z.array(effect),
  }),
  findings: z.array(finding).describe('worst first'),
});

/** The same for programs that are not ours: `review/findings.schema.json` holds it. */
export function reviewJsonSchema(): unknown {
  return z.toJSONSchema(reviewSchema);
}
