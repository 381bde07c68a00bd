import type { JsonObject } from '../../domain/json-object';
import { textAt } from '../../domain/terraform/changes/value';
import { resolveReferences } from '../../review/model/resolve-reference';
import { readStack } from '../../review/model/read-stack';

/** A resource that stays in AWS. */
export interface RemainingResource {
  readonly stack: string;
  /** In the state, until Terraform forgets it. */
  readonly address: string;
  readonly type: string;
  readonly account: string | null;
  /** Its name, or that of the resource that it belongs to; null if AWS generates it. */
  readonly name: string | null;
  /** Null if it contains an ID that AWS generates. */
  readonly arn: string | null;
}

/** The resources of a stack, as far as its Terraform JSON knows them. */
export function remainingResources(stackName: string, json: JsonObject): RemainingResource[] {
  const stack = readStack(stackName, json);
  const known = (text: string | undefined): string | null => {
    const resolved = text === undefined ? '' : resolveReferences(text, stack);
    return resolved === '' || resolved.includes('${') ? null : resolved;
  };
  return [...stack.parts.values()]
    .filter(({ type }) => type.startsWith('aws_'))
    .map(({ type, address, account, arguments: block }) => {
      const names = NAMES.map((argument) => known(textAt(block, [argument])));
      const name = names.find((one) => one !== null) ?? null;
      return { stack: stackName, address, type, account: account ?? null, name, arn: known(`\${${address}.arn}`) };
    });
}

/** Arguments that name a resource, or the one that it belongs to: the first that is known counts. */
const NAMES = [
  'name',
  'bucket',
  'function_name',
  'alarm_name',
  'role',
  'backup_vault_name',
  'topic_arn',
  'arn',
  'queue_url',
  'rule',
  'endpoint',
  'target_id',
];
