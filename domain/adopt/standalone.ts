import { isObject, type JsonObject } from '../json-object';
import type { ImportedResource } from '../terraform/import-id';

interface SynthesizedStack {
  /** Without its environment: `iam`. */
  readonly name: string;
  readonly json: JsonObject;
}

/**
 * A stack that Terraform can plan before any state exists: its state is a local one, and it contains the outputs of the stacks
 * that it reads instead of reading them.
 *
 * @param all every stack of the environment
 */
export function standaloneStack(
  { json }: SynthesizedStack,
  all: readonly SynthesizedStack[],
  imports: readonly ImportedResource[],
  accountId: string,
): JsonObject {
  const outputs = new Map(all.map((stack) => [stack.name, outputsOf(stack.json, accountId)]));
  const { terraform, data, ...rest } = replaced(json, REMOTE_OUTPUT, (text, stack = '', output = '', key) => {
    const value = outputs.get(stack)?.[output];
    const one = key === undefined ? value : isObject(value) ? value[key] : undefined;
    return typeof one === 'string' ? one : text;
  });
  const { backend: _backend, ...settings } = isObject(terraform) ? terraform : {};
  const { terraform_remote_state: _states, ...others } = isObject(data) ? data : {};
  return {
    ...rest,
    terraform: settings,
    ...(Object.keys(others).length === 0 ? {} : { data: others }),
    ...(imports.length === 0 ? {} : { import: imports }),
  };
}

/** `${data.terraform_remote_state.notifications.outputs.topicArns["us-east-1"]}` */
const REMOTE_OUTPUT = /\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\["([^"]+)"\])?\}/g;

/** `${aws_sns_topic.topic_8AEA7A18.arn}` */
const ARN = /\$\{(\w+)\.([\w-]+)\.arn\}/g;

/** The outputs of a stack: ARNs, which follow from names. */
function outputsOf({ resource, output }: JsonObject, accountId: string): JsonObject {
  const named = replaced(isObject(output) ? output : {}, ARN, (text, type = '', id = '') => {
    const blocks = isObject(resource) ? resource[type] : undefined;
    const values = isObject(blocks) ? blocks[id] : undefined;
    const arn = isObject(values) ? ARNS[type]?.(values, accountId) : undefined;
    return arn ?? text;
  });
  return Object.fromEntries(Object.entries(named).map(([name, one]) => [name, isObject(one) ? one['value'] : one]));
}

const ARNS: Readonly<Record<string, (values: JsonObject, accountId: string) => string>> = {
  aws_iam_role: ({ name, path = '/' }, accountId) => `arn:aws:iam::${accountId}:role${String(path)}${String(name)}`,
  aws_sns_topic: ({ name, region }, accountId) => `arn:aws:sns:${String(region)}:${accountId}:${String(name)}`,
};

type Replace = (text: string, ...groups: (string | undefined)[]) => string;

/** Replaces a pattern in all texts. */
function replaced(value: JsonObject, pattern: RegExp, replace: Replace): JsonObject {
  const inside = (one: unknown): unknown => {
    if (typeof one === 'string') {
      return one.replaceAll(pattern, (text: string, ...groups: unknown[]) =>
        replace(text, ...groups.map((group) => (typeof group === 'string' ? group : undefined))),
      );
    }
    if (Array.isArray(one)) return one.map(inside);
    return isObject(one) ? Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, inside(inner)])) : one;
  };
  return inside(value) as JsonObject;
}
