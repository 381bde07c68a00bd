import { becoming, fewerIsWorse } from '../../domain/terraform/changes/judges';
import { perReview } from '../../domain/terraform/changes/per-review';
import { fits } from '../../domain/terraform/changes/path-pattern';
import type { Change } from '../../domain/terraform/changes/change';
import type { Difference } from '../../domain/terraform/changes/difference';
import type { ChangeRules, Judge, Rule } from '../../domain/terraform/changes/rule';
import type { Value } from '../../domain/terraform/changes/value';
import { CONCERNS, TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { GENERAL } from '../../domain/terraform/types/general';
import { ACCEPTANCE_RULES } from './acceptance';
import { TERRAFORM_RULES } from './terraform';
import { TERRAFORM_PARTS } from './terraform-parts';

/** What the changes of a type mean; undefined if the type is unknown. */
export function changeRulesOf(type: string): ChangeRules | undefined {
  return TERRAFORM_TYPES.get(type) ?? (Object.hasOwn(TERRAFORM_PARTS, type) ? TERRAFORM_PARTS[type] : undefined);
}

/** Whether the lists of scalars of a type are known to have no order: for unknown types, every new order is reported. */
export function isKnownType(type: string): boolean {
  return type.startsWith('data.') || changeRulesOf(type) !== undefined;
}

/** Every rule, by section. */
export const RULE_SECTIONS: readonly { readonly title: string; readonly rules: readonly Rule[] }[] = [
  ...CONCERNS,
  { title: 'Terraform itself', rules: Object.values(TERRAFORM_RULES) },
  { title: 'Any resource', rules: Object.values(GENERAL) },
  { title: 'Accepted findings', rules: Object.values(ACCEPTANCE_RULES) },
];

const removedAddresses = perReview(
  (changes) => new Set(changes.filter(({ action }) => action === 'removed').map(({ address }) => address)),
);

/** A resource need not depend on one that is removed too. */
const dependencies: Judge = (difference, change, context) => {
  const before = without(difference.before, removedAddresses(context));
  return fewerIsWorse(GENERAL.order, GENERAL.noEffect)({ ...difference, before }, change, context);
};

function without(value: Value | undefined, removed: ReadonlySet<string>): Value | undefined {
  return Array.isArray(value) ? value.filter((address: unknown) => !removed.has(String(address))) : value;
}

/** Arguments that every resource may have. */
const COMMON: ChangeRules['changes'] = {
  'tags/*': GENERAL.tags,
  'tags_all/*': GENERAL.tags,
  region: GENERAL.regionChanged,
  provider: GENERAL.wrongAccount,
  depends_on: dependencies,
  'lifecycle/prevent_destroy': becoming(true, GENERAL.protectionAdded, GENERAL.preventDestroyOff),
  'lifecycle/**': GENERAL.lifecycle,
  count: GENERAL.instances,
  'for_each/**': GENERAL.instances,
  'provisioner/**': GENERAL.program,
};

/** Types that grant access, and arguments that do. */
const ACCESS_TYPE =
  /^aws_(iam_.*|.*_(policy|policies|policy_attachment|permissions?|acl|grants?|function_url|website_configuration|share|access_point|principal_association))$/;
const ACCESS_ARGUMENT =
  /(^|_)(policy|policies|acl|grants?|principals?|public|permissions|(auth|authorization)_type)(_|$)/;

const HIDDEN = /^\((known after apply|sensitive value)/;

/** The rule for what no rule covers. */
export function unclassified({ type, action }: Change, difference?: Difference): Rule {
  const { path = [], before, after } = difference ?? {};
  if (typeof before === 'object' && typeof after === 'string' && HIDDEN.test(after)) return GENERAL.hidden;
  if (path[0] === 'provisioner') return GENERAL.program;
  const grants =
    (changeRulesOf(type) === undefined && ACCESS_TYPE.test(type)) || path.some((name) => ACCESS_ARGUMENT.test(name));
  return grants && action !== 'removed' ? GENERAL.access : GENERAL.unclassified;
}

/** The rule for the argument at a path; undefined if none covers it. */
export function ruleAt(type: string, path: readonly string[]): Judge | Rule | undefined {
  const known = changeRulesOf(type);
  if (!known) return undefined;
  const last = path.at(-1) ?? '';
  if (known.anywhere && Object.hasOwn(known.anywhere, last)) return known.anywhere[last];
  const { '**': rest, ...own } = known.changes;
  return find(own, path) ?? (isResource(type) ? find(COMMON, path) : undefined) ?? rest;
}

/** Whether a rule names the argument, instead of covering all other arguments. */
export function isNamedArgument(type: string, path: readonly string[]): boolean {
  const { '**': _rest, ...own } = changeRulesOf(type)?.changes ?? {};
  return find(own, path) !== undefined;
}

function find(rules: ChangeRules['changes'], path: readonly string[]): Judge | Rule | undefined {
  const pattern = Object.keys(rules).find((each) => fits(each, path));
  return pattern === undefined ? undefined : rules[pattern];
}

function isResource(type: string): boolean {
  return type.startsWith('aws_') || type.startsWith('data.');
}
