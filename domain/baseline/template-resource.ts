import type { AnyStatement } from '../iam/statement';
import { serializeStatement } from '../iam/serialize-statement';
import { isObject, type JsonObject } from '../json-object';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy: 'Retain';
  readonly UpdateReplacePolicy: 'Retain';
  readonly Properties: JsonObject;
}

export type NamedResource = readonly [logicalId: string, resource: TemplateResource];

/** The account of a stack. */
export const ACCOUNT = '${AWS::AccountId}';

/** The condition of resources that an account has once, such as roles. */
export const HOME = 'HomeRegion';

/** Letters and digits only, and another one for each name. A retained resource must keep it: it depends on nothing else. */
export function logicalId(kind: string, name: string): string {
  const escaped = name.replaceAll(/[^A-WYZa-z0-9]/g, (one) => `X${one.codePointAt(0)?.toString(16)}`);
  return `${kind}${escaped}`;
}

/**
 * Neither a removed resource, nor a removed stack, nor a replacement deletes it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function retained(Type: string, properties: JsonObject, condition?: string): TemplateResource {
  return {
    Type,
    ...(condition === undefined ? {} : { Condition: condition }),
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: substituted(properties) as JsonObject,
  };
}

/** Without what is undefined. Texts with pseudo parameters are substituted in each account and region. */
function substituted(value: unknown): unknown {
  if (typeof value === 'string') {
    const text = value.replace(/^arn:aws:/, 'arn:${AWS::Partition}:');
    return text.includes('${') ? { 'Fn::Sub': text } : text;
  }
  if (Array.isArray(value)) return value.map(substituted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, substituted(inner)]));
}

/** A policy without what its statements leave out. */
export function policyDocument(statements: readonly AnyStatement[]) {
  const Statement = statements.map(({ sid, resources, principals, condition, ...rest }) => {
    const written = serializeStatement({
      ...rest,
      sid: '',
      resources: [],
      principals: principals ?? [],
      condition,
    });
    return {
      ...written,
      Sid: sid,
      Principal: principals && written.Principal,
      Resource: resources,
      Condition: condition && written.Condition,
    };
  });
  return { Version: '2012-10-17', Statement };
}

export function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
