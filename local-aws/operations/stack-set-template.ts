import { isObject } from '../../domain/json-object';
import { Fault, type Place } from '../operation';
import type { StackResource } from './stack-set-state';

/** A CloudFormation template as JSON. */
export interface Template {
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** @throws {Fault} as CloudFormation refuses a template */
export function parseTemplate(text: string): Template {
  let template: unknown;
  try {
    template = JSON.parse(text);
  } catch {
    throw validationError('Template format error: JSON not well-formed.');
  }
  if (!isObject(template) || !isObject(template['Resources']) || Object.keys(template['Resources']).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  return template as unknown as Template;
}

export function validationError(message: string): Fault {
  return new Fault('ValidationError', message);
}

/** What intrinsic functions can read. */
export interface Scope extends Place {
  readonly template: Template;
  readonly stackName: string;
  readonly stackId: string;
  /** Those that exist already, by logical ID. */
  readonly resources: Readonly<Record<string, StackResource>>;
}

/** The value of a property that `AWS::NoValue` removes. */
const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Whether a resource or a branch is created.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function isTrue(condition: string, scope: Scope): boolean {
  const written = scope.template.Conditions?.[condition];
  if (written === undefined) throw validationError(`Template error: unresolved condition dependency ${condition}`);
  return evaluate(written, scope) === true;
}

/**
 * Evaluates intrinsic functions.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function evaluate(value: unknown, scope: Scope): any {
  if (Array.isArray(value)) return value.map((one) => evaluate(one, scope)).filter((one) => one !== NO_VALUE);
  if (!isObject(value)) return value;
  const [called, ...more] = Object.entries(value);
  if (called && more.length === 0 && isFunction(called)) return callFunction(...called, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, evaluate(inner, scope)])
      .filter(([, inner]) => inner !== NO_VALUE),
  );
}

/** A property can be called `Condition`, too: in a policy, it has an object. */
function isFunction([name, argument]: readonly [string, unknown]): boolean {
  return name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
}

function callFunction(name: string, argument: any, scope: Scope): unknown {
  const all = (): any[] => evaluate(argument, scope);
  switch (name) {
    case 'Ref':
      return refer(argument, scope);
    case 'Condition':
      return isTrue(argument, scope);
    case 'Fn::GetAtt': {
      const [id, attribute] = typeof argument === 'string' ? argument.split(/\.(.*)/s) : argument;
      return attributeOf(id, attribute, scope);
    }
    case 'Fn::If':
      return evaluate(isTrue(argument[0], scope) ? argument[1] : argument[2], scope);
    case 'Fn::Equals':
      return ((values) => values[0] === values[1])(all());
    case 'Fn::Not':
      return all()[0] !== true;
    case 'Fn::And':
      return all().every(Boolean);
    case 'Fn::Or':
      return all().some(Boolean);
    case 'Fn::Join':
      return ((values) => values[1].join(values[0]))(all());
    case 'Fn::Select':
      return ((values) => values[1][Number(values[0])])(all());
    case 'Fn::FindInMap':
      return findInMap(all(), scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    default:
      throw validationError(`Template format error: Unrecognized function ${name}`);
  }
}

function findInMap([map, top, second]: string[], { template }: Scope): unknown {
  const found = template.Mappings?.[map ?? '']?.[top ?? '']?.[second ?? ''];
  if (found === undefined) {
    throw validationError(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
  }
  return found;
}

function substitute(argument: string | [string, Record<string, unknown>], scope: Scope): string {
  const [text, variables]: [string, Readonly<Record<string, unknown>>] =
    typeof argument === 'string' ? [argument, {}] : argument;
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return String(evaluate(variables[name], scope));
    const [id = '', attribute] = name.split(/\.(.*)/s);
    return String(attribute === undefined ? refer(id, scope) : attributeOf(id, attribute, scope));
  });
}

function refer(name: string, scope: Scope): unknown {
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': scope.account,
    'AWS::Region': scope.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': scope.stackName,
    'AWS::StackId': scope.stackId,
    'AWS::NoValue': NO_VALUE,
  };
  if (Object.hasOwn(pseudo, name)) return pseudo[name];
  return resourceOf(name, scope).physicalId;
}

function attributeOf(id: string, attribute: string, scope: Scope): string {
  const value = resourceOf(id, scope).attributes[attribute];
  if (value === undefined) {
    throw validationError(`Template error: resource ${id} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
  return value;
}

function resourceOf(id: string, { resources, template }: Scope): StackResource {
  const found = resources[id];
  if (found) return found;
  const problem = Object.hasOwn(template.Resources, id) ? 'Unresolved resource dependencies' : 'Unresolved references';
  throw validationError(`Template format error: ${problem} [${id}] in the Resources block of the template`);
}

/** The logical IDs that a value refers to. */
export function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref') return [String(argument)];
    if (name === 'Fn::GetAtt')
      return [Array.isArray(argument) ? String(argument[0]) : (String(argument).split('.')[0] ?? '')];
    if (name === 'Fn::Sub') {
      const text = Array.isArray(argument) ? String(argument[0]) : String(argument);
      const named = [...text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, id = '']) => id);
      return [...named, ...references(Array.isArray(argument) ? argument[1] : undefined)];
    }
    return references(argument);
  });
}
