import { z } from 'zod';

import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import type { PolicyContent } from '../../domain/policy/document';
import { accountId } from './scalars';
import { byRules, text } from './text';

// The types of domain/policy/document.ts, which documents each setting. The compiler compares both below.

const childOperators = z.array(z.enum(['all', 'none', 'assign', 'append', 'remove']));
const forChildren = { allowedForChildren: childOperators.optional() };

const forChildrenIn = <const Objects extends string>(...objects: Objects[]) => ({
  allowedForChildrenIn: z.strictObject(inEach(objects, childOperators.optional())).optional(),
});

const inEach = <K extends string, V>(keys: readonly K[], value: V) =>
  Object.fromEntries(keys.map((key) => [key, value])) as Record<K, V>;

const single = <T extends z.ZodType>(value: T) =>
  z.union([value, z.strictObject({ ...forChildren, assign: value.optional() })]).optional();

const list = <T extends z.ZodType>(value: T) => {
  const values = z.array(value);
  const operators = { assign: values.optional(), append: values.optional(), remove: values.optional() };
  return z.union([values, z.strictObject({ ...forChildren, ...operators })]).optional();
};

const policyText = text(byRules);
const texts = list(policyText);
const tags = z
  .record(policyText, z.union([policyText, z.strictObject({ ...forChildren, assign: policyText.optional() })]))
  .optional();

const lifecycle = {
  deleteAfterDays: single(z.number()),
  coldStorageAfterDays: single(z.number()),
  archive: single(z.boolean()),
};

const copy = z.strictObject({
  ...forChildren,
  ...forChildrenIn('lifecycle'),
  ...lifecycle,
  vault: policyText,
  region: policyText,
  accountId: accountId.optional(),
});

const rule = z.strictObject({
  ...forChildren,
  ...forChildrenIn('lifecycle', 'copies', 'recoveryPointTags'),
  ...lifecycle,
  name: policyText,
  vault: single(policyText),
  schedule: single(policyText),
  timezone: single(policyText),
  startWindowMinutes: single(z.number()),
  completionWindowMinutes: single(z.number()),
  continuous: single(z.boolean()),
  airGappedVault: single(policyText),
  copies: z.array(copy).optional(),
  recoveryPointTags: tags,
  indexes: list(z.enum(['EBS', 'S3'])),
  scanMode: single(z.enum(AWS_LIMITS.backup.ScanMode.enum)),
});

const condition = z.strictObject({
  ...forChildren,
  name: policyText,
  tag: policyText,
  value: single(policyText).unwrap(),
});

const conditions = z.strictObject(
  inEach(['stringEquals', 'stringNotEquals', 'stringLike', 'stringNotLike'], z.array(condition).optional()),
);

const selection = { ...forChildren, name: policyText, role: single(policyText), conditions: conditions.optional() };

const tagSelection = z.strictObject({
  ...selection,
  tag: z.strictObject({ key: single(policyText).unwrap(), values: texts.unwrap() }),
});

const resourceSelection = z.strictObject({ ...selection, resources: texts, notResources: texts });

const scan = z.strictObject({
  ...forChildren,
  resourceTypes: list(z.enum(['EBS', 'EC2', 'S3', 'ALL'])),
  role: single(policyText),
});

const plan = z.strictObject({
  ...forChildren,
  ...forChildrenIn('rules', 'selections', 'tagSelections', 'resourceSelections', 'tags'),
  name: policyText,
  regions: texts,
  rules: z.array(rule).optional(),
  selections: z.array(z.union([tagSelection, resourceSelection])).optional(),
  tags,
  windowsVss: single(z.boolean()),
  s3AccessControlLists: single(z.boolean()),
  s3ObjectTags: single(z.boolean()),
  scan: scan.optional(),
});

/** A document that cannot be typed. The linter judges what is in it. */
const document = z.record(policyText, z.json());

/** The contents of a backup policy of the organization: rules check that it has either plans or a document. */
export const backupPolicy = z.strictObject({
  ...forChildrenIn('plans'),
  plans: z.array(plan).optional(),
  /**
   * The JSON that AWS has, instead of plans, where the settings cannot express it: `organization pull --policies` writes it.
   * @default - plans
   */
  document: document.optional(),
}) satisfies z.ZodType<PolicyContent>;
