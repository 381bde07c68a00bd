import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Block } from '../synthesized';
import { terraform } from './provider-terraform';
import { TEST_PROVIDER } from './test-provider';

/** Arguments of Terraform itself. */
export const META_ARGUMENTS = ['//', 'depends_on', 'lifecycle', 'provider'];

/** An argument of a resource or a data source of a stack. */
export interface Argument {
  /** Its place in the stack, such as `aws_backup_plan.EC2.rule.0.schedule`. */
  readonly place: string;
  /** Such as `aws_backup_plan.rule.schedule`. Data sources begin with `data.`. */
  readonly name: string;
  readonly value: unknown;
  /** Whether the provider accepts it. */
  readonly known: boolean;
}

/** What a version of the provider accepts, by `terraform providers schema`. */
export interface ProviderSchema {
  readonly hasType: (type: string) => boolean;
  readonly requires: (type: string, argument: string) => boolean;
  /** The arguments and blocks of a type. */
  readonly blockOf: (type: string) => Block | undefined;
  /** The arguments of a stack's resources and data sources, those in blocks included. */
  readonly argumentsOf: (stack: Block) => Argument[];
}

/** @param required the providers that a stack requires */
export async function providerSchema(required: Block): Promise<ProviderSchema> {
  const folder = mkdtempSync(path.join(tmpdir(), 'schema-'));
  const variables = TEST_PROVIDER.variables();
  writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
  await terraform(folder, ['init'], variables);
  const { provider_schemas }: Block = JSON.parse(await terraform(folder, ['providers', 'schema', '-json'], variables));
  const schema: Block = provider_schemas['registry.terraform.io/hashicorp/aws'];
  const blockOf = (type: string): Block | undefined =>
    (type.startsWith('data.')
      ? schema['data_source_schemas'][type.slice('data.'.length)]
      : schema['resource_schemas'][type]
    )?.block;
  return {
    blockOf,
    hasType: (type) => blockOf(type) !== undefined,
    requires: (type, argument) => blockOf(type)?.['attributes'][argument]?.required === true,
    argumentsOf: (stack) =>
      blocksOf(stack).flatMap(([type, id, block]) => argumentsIn(block, blockOf(type), `${type}.${id}`, type)),
  };
}

/** Each with its type, and its ID. */
export function blocksOf({ data = {}, resource = {} }: Block): [string, string, Block][] {
  return [
    ['data.', data],
    ['', resource],
  ].flatMap(([kind, types]) =>
    Object.entries<Block>(types)
      .filter(([type]) => type.startsWith('aws_'))
      .flatMap(([type, blocks]) =>
        Object.entries<Block>(blocks).map(([id, block]): [string, string, Block] => [`${kind}${type}`, id, block]),
      ),
  );
}

function argumentsIn(value: unknown, schema: Block | undefined, place: string, name: string): Argument[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => argumentsIn(one, schema, `${place}.${index}`, name));
  return Object.entries(value as Block)
    .filter(([key]) => name.includes('.', 'data.'.length) || !META_ARGUMENTS.includes(key))
    .flatMap(([key, inner]) => {
      const at = [`${place}.${key}`, `${name}.${key}`] as const;
      const block: Block | undefined = schema?.['block_types']?.[key]?.block;
      if (block !== undefined && typeof inner === 'object') return argumentsIn(inner, block, ...at);
      const attribute: Block | undefined = schema?.['attributes']?.[key];
      const known = attribute?.['optional'] === true || attribute?.['required'] === true;
      return [{ place: at[0], name: at[1], value: inner, known }];
    });
}
