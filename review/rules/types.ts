import type { valueAt } from '../model/value';
import { ACCEPTANCE_RULES } from './families/acceptance-rules';
import { VAULT_RULES } from './families/vault-rules';
import { VAULT_TYPES } from './families/vaults';
import { PLAN_RULES } from './families/plan-rules';
import { PLAN_TYPES } from './families/plans';
import { SELECTION_RULES } from './families/selection-rules';
import { SELECTION_TYPES } from './families/selections';
import { SETTING_RULES } from './families/setting-rules';
import { SETTING_TYPES } from './families/settings';
import { IDENTITY_RULES } from './families/identity-rules';
import { IDENTITY_TYPES } from './families/identities';
import { NOTIFICATION_RULES } from './families/notification-rules';
import { NOTIFICATION_TYPES } from './families/notifications';
import { KEY_RULES } from './families/key-rules';
import { KEY_TYPES } from './families/keys';
import { ORGANIZATION_RULES } from './families/organization-rules';
import { ORGANIZATION_TYPES } from './families/organizations';
import { TERRAFORM_RULES } from './families/terraform-rules';
import { TERRAFORM_TYPES } from './families/terraform';
import { WINDOW_RULES } from './families/window-rules';
import { WINDOW_TYPES } from './families/windows';
import { DOCUMENT_RULES } from './families/document-rules';
import { DOCUMENT_TYPES } from './families/documents';
import { CHECK_RULES } from './families/check-rules';
import { CHECK_TYPES } from './families/checks';
import { BUCKET_RULES } from './families/bucket-rules';
import { BUCKET_TYPES } from './families/buckets';
import { FUNCTION_RULES } from './families/function-rules';
import { FUNCTION_TYPES } from './families/functions';
import { becoming, fewerIsWorse } from './judges';
import { fits } from './patterns';
import { GENERAL } from './general';
import { hit, type Judge, type Rule, type TypeRules } from './rule';
import { SCHEDULE_RULES } from './schedule-judge';

/** What is known about each type. */
export const TYPES: Readonly<Record<string, TypeRules>> = {
  ...VAULT_TYPES,
  ...PLAN_TYPES,
  ...SELECTION_TYPES,
  ...SETTING_TYPES,
  ...IDENTITY_TYPES,
  ...NOTIFICATION_TYPES,
  ...KEY_TYPES,
  ...ORGANIZATION_TYPES,
  ...WINDOW_TYPES,
  ...DOCUMENT_TYPES,
  ...CHECK_TYPES,
  ...FUNCTION_TYPES,
  ...BUCKET_TYPES,
  ...TERRAFORM_TYPES,
};

/** Every rule, family by family. */
export const RULE_FAMILIES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  Vaults: VAULT_RULES,
  Plans: { ...PLAN_RULES, ...SCHEDULE_RULES },
  Selections: SELECTION_RULES,
  Settings: SETTING_RULES,
  'Roles and policies': IDENTITY_RULES,
  Keys: KEY_RULES,
  Notifications: NOTIFICATION_RULES,
  Organization: ORGANIZATION_RULES,
  'Maintenance windows': WINDOW_RULES,
  'Automation documents': DOCUMENT_RULES,
  'Checks and alarms': CHECK_RULES,
  Functions: FUNCTION_RULES,
  'State buckets and identity providers': BUCKET_RULES,
  'Terraform itself': TERRAFORM_RULES,
  'Any resource': GENERAL,
  'Accepted findings': ACCEPTANCE_RULES,
};

/** A resource need not wait for what is gone too. */
const waiting: Judge = (difference, change, context) => {
  const gone = new Set(context.changes.filter(({ action }) => action === 'removed').map(({ address }) => address));
  const [judged] = fewerIsWorse(GENERAL.order, GENERAL.orderTightened)(
    { ...difference, before: without(difference.before, gone) },
    change,
    context,
  );
  return [hit(judged?.rule ?? GENERAL.order, difference)];
};

function without(value: Parameters<typeof valueAt>[0], gone: ReadonlySet<string>) {
  return Array.isArray(value) ? value.filter((address: unknown) => !gone.has(String(address))) : value;
}

/** What every resource may have. */
const COMMON: Readonly<Record<string, Judge | Rule>> = {
  'tags/*': GENERAL.tags,
  'tags_all/*': GENERAL.tags,
  region: GENERAL.regionChanged,
  provider: GENERAL.wrongAccount,
  depends_on: waiting,
  'lifecycle/prevent_destroy': becoming(true, GENERAL.preventDestroyOn, GENERAL.preventDestroyOff),
  'lifecycle/**': GENERAL.lifecycle,
};

/** The judge of the argument at a path; undefined when nobody has thought of it. */
export function judgeOf(type: string, path: readonly string[]): Judge | Rule | undefined {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!known) return undefined;
  const last = path.at(-1) ?? '';
  if (known.anywhere && Object.hasOwn(known.anywhere, last)) return known.anywhere[last];
  const { '**': rest, ...own } = known.attributes;
  return find(own, path) ?? (isResource(type) ? find(COMMON, path) : undefined) ?? rest;
}

/** Whether a rule knows an argument by its name, and not only as one of all others. */
export function isNamedArgument(type: string, path: readonly string[]): boolean {
  const { '**': _rest, ...own } = (Object.hasOwn(TYPES, type) ? TYPES[type] : undefined)?.attributes ?? {};
  return find(own, path) !== undefined;
}

function find(judges: Readonly<Record<string, Judge | Rule>>, path: readonly string[]): Judge | Rule | undefined {
  const pattern = Object.keys(judges).find((each) => fits(each, path));
  return pattern === undefined ? undefined : judges[pattern];
}

function isResource(type: string): boolean {
  return type.startsWith('aws_') || type.startsWith('data.');
}
