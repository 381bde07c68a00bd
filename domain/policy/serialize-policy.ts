import type { Finding } from '../finding';
import { lintPolicy } from './lint/lint';
import { stableJson } from '../stable-json';
import type { PolicyContent, PolicyPlan, PolicyScan, RawDocument } from './document';
import { conditionPrefixes } from './condition-prefixes';
import { sameNames } from './same-names';
import { serializeRule, serializeTags } from './serialize-rule';
import { isTagSelection, roleArn, serializeResourceSelection, serializeTagSelection } from './serialize-selection';
import { byName, defined, forChildren, list, single, unlessEmpty, type JsonObject } from './serialize-setting';

/** The document of a policy, as CreatePolicy expects it. */
export function policyDocument({ plans, allowedForChildrenIn, document }: PolicyContent): RawDocument {
  return document ?? { plans: byName(plans, ({ name }) => name, serializePlan, allowedForChildrenIn?.plans) ?? {} };
}

/** The text of a policy, minified: the same bytes whatever the order of its configuration. */
export function policyText(policy: PolicyContent): string {
  return stableJson(policyDocument(policy));
}

/** Every problem of a policy, with paths in its document. This includes its length. */
export function policyFindings(policy: PolicyContent, options: { readonly now: Date }): Finding[] {
  return [...sameNames(policy), ...conditionPrefixes(policy), ...lintPolicy(policyText(policy), options)];
}

function serializePlan(plan: PolicyPlan): JsonObject {
  const { allowedForChildrenIn: inside, selections = [] } = plan;
  return defined({
    ...forChildren(plan.allowedForChildren),
    regions: list(plan.regions),
    rules: byName(plan.rules, ({ name }) => name, serializeRule, inside?.rules),
    selections: unlessEmpty({
      ...forChildren(inside?.selections),
      tags: byName(selections.filter(isTagSelection), ({ name }) => name, serializeTagSelection, inside?.tagSelections),
      resources: byName(
        selections.filter((selection) => !isTagSelection(selection)),
        ({ name }) => name,
        serializeResourceSelection,
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
    backup_plan_tags: serializeTags(plan.tags, inside?.tags),
    scan_settings: plan.scan && { GUARDDUTY: serializeScan(plan.scan) },
  });
}

function serializeScan({ allowedForChildren, resourceTypes, role }: PolicyScan): JsonObject {
  return defined({
    ...forChildren(allowedForChildren),
    resource_types: list(resourceTypes),
    scanner_role_arn: single(role, roleArn),
  });
}

function onOrOff(on: boolean): string {
  return on ? 'enabled' : 'disabled';
}
