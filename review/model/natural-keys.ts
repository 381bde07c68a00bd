import { jsonText } from '../../domain/json-object';

/** The arguments that identify the blocks of a list, by the name of the list. */
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
  removed: ['from'],
  import: ['to'],
  inline_policy: ['name'],
  metric_query: ['id'],
  /** SSM documents. */
  mainSteps: ['name'],
};

/** Alternatives, for another resource with a list of the same name. */
const ALTERNATIVES: typeof NATURAL_KEYS = {
  /** Lifecycle rules of buckets. */
  rule: ['id'],
};

/** Lists of scalars whose order matters. */
export const ORDERED_LISTS: ReadonlySet<string> = new Set(['layers', 'command', 'entry_point']);

/** The name of a block in its list; undefined if such blocks have none. */
export function naturalKey(list: string, block: Readonly<Record<string, unknown>>): string | undefined {
  const keys = [NATURAL_KEYS, ALTERNATIVES].flatMap((named) => (Object.hasOwn(named, list) ? [named[list] ?? []] : []));
  const key = keys.find((all) => all.every((argument) => isScalar(block[argument])));
  return key?.map((argument) => jsonText(block[argument])).join(' ');
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
