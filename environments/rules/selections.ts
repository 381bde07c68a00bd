import { reachableTypes, type ResourceType } from '../../domain/backup/resource-types';
import type { Finding } from '../../domain/finding';
import type { Environment, Plan, Selection } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { optedInTypes, typesOf } from './lookups';

/** What selections reach: nothing, everything by mistake, or types that a rule's settings do nothing for. */
export const selections: EnvironmentRule = (environment) =>
  environment.backup.plans.flatMap((plan) => [
    ...(plan.selections.length === 0 ? [nothingSelected(plan)] : []),
    ...plan.selections.flatMap((selection) => judge(selection, plan, environment)),
    ...coldStorageIgnored(plan, typesOf(plan, environment)),
  ]);

function judge(selection: Selection, plan: Plan, environment: Environment): Finding[] {
  const path = `backup.plans.${plan.name}.selections.${selection.name}`;
  const tagCount = Object.values(selection.tags).flat().length;
  const findings: Finding[] = [];
  const refuse = (rule: string, setting: string, message: string, remedy: string): void => {
    findings.push({
      rule,
      severity: 'error',
      source: 'ours',
      path: setting === '' ? path : `${path}.${setting}`,
      message,
      remedy,
    });
  };

  if (tagCount === 0 && selection.conditions === undefined && selection.resources.length === 0) {
    refuse(
      'selection-of-everything',
      '',
      'names neither tags nor resources, which makes AWS Backup select everything',
      "add tags or resources, or say resources: ['*']",
    );
  }
  if (tagCount > 1 && selection.match === undefined) {
    refuse(
      'tags-any-or-all',
      'tags',
      `${tagCount} tags, but not whether a resource needs any or all of them`,
      "add match: 'any' or match: 'all'",
    );
  }
  if (
    selection.match === 'all' &&
    Object.values(selection.tags).some((values) => Array.isArray(values) && values.length > 1)
  ) {
    refuse(
      'tag-with-two-values',
      'tags',
      'a resource cannot carry two values of one tag, so nothing would be selected',
      "give one value a tag, or say match: 'any'",
    );
  }
  if (tagCount > 0 && selection.match !== 'all' && selection.conditions !== undefined) {
    refuse(
      'tags-beside-conditions',
      'conditions',
      'AWS does not say how tags of which any counts and conditions go together',
      "say match: 'all', or put everything into conditions",
    );
  }
  if (reachableTypes(selection, optedInTypes(environment, plan.region)).length === 0) {
    refuse(
      'selection-of-nothing',
      'resources',
      'no type of resource that AWS Backup knows and the region has opted in can be selected',
      'correct the ARNs, or opt the type in by regionSettings',
    );
  }
  return findings;
}

function nothingSelected(plan: Plan): Finding {
  return {
    rule: 'plan-without-selection',
    severity: 'warning',
    source: 'ours',
    path: `backup.plans.${plan.name}.selections`,
    message: 'the plan selects nothing, so it backs up nothing',
    remedy: 'add a selection',
  };
}

function coldStorageIgnored(plan: Plan, types: readonly ResourceType[]): Finding[] {
  return plan.rules.flatMap((rule): Finding[] => {
    const turnsCold = types.some(
      ({ coldStorage }) => coldStorage === 'yes' || (coldStorage === 'archive' && rule.archive),
    );
    if (rule.coldStorageAfterDays === undefined || types.length === 0 || turnsCold) return [];
    return [
      {
        rule: 'cold-storage-ignored',
        severity: 'warning',
        source: 'ours',
        path: `backup.plans.${plan.name}.rules.${rule.name}.coldStorageAfterDays`,
        found: rule.coldStorageAfterDays,
        message: `the plan only selects ${types.map(({ name }) => name).join(', ')}, whose recovery points never turn cold: AWS ignores it silently`,
        remedy: 'leave cold storage out',
      },
    ];
  });
}
