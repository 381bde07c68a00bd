import type { Finding } from '../finding';
import { lintPolicy } from './lint/lint';
import type { BackupPolicy, PolicyPlan, PolicyScan } from './document';
import { sameNames } from './same-names';
import { writtenRule, writtenTags } from './serialize-rule';
import { isTagSelection, roleArn, writtenResourceSelection, writtenTagSelection } from './serialize-selection';
import {
  byName,
  defined,
  forChildren,
  list,
  single,
  unlessEmpty,
  type Json,
  type JsonObject,
} from './serialize-setting';

/** The document of a policy: what CreatePolicy takes, as an object. */
export function policyDocument({ plans, allowedForChildrenIn }: BackupPolicy): JsonObject {
  return { plans: byName(plans, ({ name }) => name, writtenPlan, allowedForChildrenIn?.plans) ?? {} };
}

/** The text of a policy, minified: the same bytes however its configuration is ordered. */
export function policyText(policy: BackupPolicy): string {
  return JSON.stringify(sorted(policyDocument(policy)));
}

/** Everything that is wrong with a policy, in the words of its document, its length included. */
export function policyFindings(policy: BackupPolicy, surroundings: { readonly now: Date }): Finding[] {
  return [...sameNames(policy), ...lintPolicy(policyText(policy), surroundings)];
}

function writtenPlan(plan: PolicyPlan): JsonObject {
  const { allowedForChildrenIn: inside, selections = [] } = plan;
  return defined({
    ...forChildren(plan.allowedForChildren),
    regions: list(plan.regions),
    rules: byName(plan.rules, ({ name }) => name, writtenRule, inside?.rules),
    selections: unlessEmpty({
      ...forChildren(inside?.selections),
      tags: byName(selections.filter(isTagSelection), ({ name }) => name, writtenTagSelection, inside?.tagSelections),
      resources: byName(
        selections.filter((selection) => !isTagSelection(selection)),
        ({ name }) => name,
        writtenResourceSelection,
        inside?.resourceSelections,
      ),
    }),
    advanced_backup_settings: unlessEmpty({
      ec2: unlessEmpty({ windows_vss: single(plan.windowsVss, onOrOff) }),
      s3: unlessEmpty({
        backup_acls: single(plan.s3AccessControlLists, onOrOff),
        backup_object_tags: single(plan.s3ObjectTags, onOrOff),
      }),
    }),
    backup_plan_tags: writtenTags(plan.tags, inside?.tags),
    scan_settings: plan.scan && { GUARDDUTY: writtenScan(plan.scan) },
  });
}

function writtenScan({ allowedForChildren, resourceTypes, role }: PolicyScan): JsonObject {
  return defined({
    ...forChildren(allowedForChildren),
    resource_types: list(resourceTypes),
    scanner_role_arn: single(role, roleArn),
  });
}

function onOrOff(on: boolean): string {
  return on ? 'enabled' : 'disabled';
}

function sorted(value: Json): Json {
  if (typeof value === 'string') return value;
  if (isList(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
