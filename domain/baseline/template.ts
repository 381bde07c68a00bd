import type { JsonObject } from '../json-object';
import type { MemberBaseline } from './member-baseline';
import { HOME, type TemplateResource } from './template-resource';
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
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What the backup policies of the organization need in this account and region',
    ...(Object.keys(mappings).length === 0 ? {} : { Mappings: mappings }),
    Conditions: { [HOME]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, home] }, ...conditions },
    Resources: Object.fromEntries([
      ...roleResources(roles, tags),
      ...(events ? [eventRule(events, baseline)] : []),
      ...resources,
    ]),
  };
}

/** The template without white space, as CloudFormation gets it. */
export function templateText(template: Template): string {
  return JSON.stringify(template);
}
