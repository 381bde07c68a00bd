import type { JsonObject } from '../json-object';
import type { MemberBaseline } from './member-baseline';
import { HOME, type NamedResource, type TemplateResource } from './template-resource';
import { eventRule, roleResources } from './template-roles';
import { vaultParts } from './template-vaults';

/** A CloudFormation template: one for every account and region, with no account in it but those that copies go to. */
export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Mappings?: JsonObject;
  readonly Conditions: JsonObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/**
 * The baseline as a CloudFormation template.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-reference.html
 */
export function memberTemplate(baseline: MemberBaseline): Template {
  const { home, roles, tags, events } = baseline;
  const { mappings, conditions, resources } = vaultParts(baseline);
  const first = [...roleResources(roles, tags), ...(events ? [eventRule(events, baseline)] : [])];
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What the backup policies of the organization need in this account and region',
    ...(Object.keys(mappings).length === 0 ? {} : { Mappings: mappings }),
    Conditions: { [HOME]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, home] }, ...conditions },
    Resources: Object.fromEntries(vaultsLast(first, resources)),
  };
}

/**
 * With a rule, keys and vaults wait for it, and so for its role: what most often fails is a role that a service control policy
 * denies, or a rule whose role is not yet in the account. Everything is retained, so a vault of a failed creation would stop the
 * next one. Without a rule they cannot wait: the roles are only in one region.
 */
function vaultsLast(first: readonly NamedResource[], vaults: readonly NamedResource[]): NamedResource[] {
  const [ruleId, rule] = first.find(([, { Type }]) => Type === 'AWS::Events::Rule') ?? [];
  if (ruleId === undefined) return [...first, ...vaults];
  const roles = first.filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id]) => id);
  const ofRule = roles.find((id) => JSON.stringify(rule).includes(`"${id}"`));
  const others = roles.filter((id) => id !== ofRule);
  return [
    ...first.map((one) => (one[0] === ofRule ? after(others, one) : one)),
    ...vaults.map((one) => (one[1].Type === 'AWS::KMS::Alias' ? one : after([ruleId], one))),
  ];
}

function after(DependsOn: readonly string[], [id, { Type, ...resource }]: NamedResource): NamedResource {
  return [id, { Type, DependsOn, ...resource }];
}

/** The template without white space, as CloudFormation gets it. */
export function templateText(template: Template): string {
  return JSON.stringify(template);
}
