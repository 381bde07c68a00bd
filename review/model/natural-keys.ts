import { jsonText } from '../../domain/json-object';

/** What tells the blocks of a list apart, by the name of the list. */
const NATURAL_KEYS: Readonly<Record<string, readonly string[]>> = {
  rule: ['rule_name'],
  copy_action: ['destination_vault_arn'],
  advanced_backup_setting: ['resource_type'],
  selection_tag: ['type', 'key', 'value'],
  string_equals: ['key', 'value'],
  string_like: ['key', 'value'],
  string_not_equals: ['key', 'value'],
  string_not_like: ['key', 'value'],
  targets: ['key'],
  parameter: ['name'],
  run_command_targets: ['key'],
  moved: ['from'],
  import: ['to'],
  inline_policy: ['name'],
  metric_query: ['id'],
  /** Of an SSM document. */
  mainSteps: ['name'],
};

/** The same for blocks of another resource, whose list has the same name. */
const OTHERWISE: typeof NATURAL_KEYS = {
  /** Of the lifecycle of a bucket. */
  rule: ['id'],
};

/** Lists of scalars whose order counts. */
export const ORDERED_LISTS: ReadonlySet<string> = new Set(['layers', 'command', 'entry_point']);

/** The name of a block in its list, when such blocks have names. */
export function naturalKey(list: string, block: Readonly<Record<string, unknown>>): string | undefined {
  const keys = [NATURAL_KEYS, OTHERWISE].flatMap((named) => (Object.hasOwn(named, list) ? [named[list] ?? []] : []));
  const key = keys.find((all) => all.every((argument) => isScalar(block[argument])));
  return key?.map((argument) => jsonText(block[argument])).join(' ');
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
