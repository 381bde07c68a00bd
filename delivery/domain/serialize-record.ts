import { isObject } from '../../domain/json-object';
import { STACK_RESULTS, type ReleaseRecord, type StackResult, type Verification } from './record';

/**
 * Parses a record.
 * @returns what is wrong with the text, if it is not a record
 */
export function parseRecord(text: string): ReleaseRecord | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isObject(json)) return 'is not a JSON object';
  if (json['schema'] !== 1) return `has schema ${JSON.stringify(json['schema'])}, but this version supports 1`;
  const wrong = [
    ...['release', 'environment', 'accountId', 'appliedAt', 'by'].filter((name) => typeof json[name] !== 'string'),
    ...(isStacks(json['stacks']) ? [] : ['stacks']),
    ...(json['verification'] === undefined || isVerification(json['verification']) ? [] : ['verification']),
  ];
  if (wrong.length > 0) return `has no valid ${wrong.join(', ')}`;
  return json as unknown as ReleaseRecord;
}

/** Serializes a record: the same text for the same record, whatever the order of its keys. */
export function serializeRecord(record: ReleaseRecord): string {
  const { schema, release, environment, accountId, appliedAt, stacks, verification, by } = record;
  const results = stacks.map(({ stack, result }) => ({ stack, result }));
  const compared = verification && {
    ok: verification.ok,
    at: verification.at,
    differences: verification.differences,
  };
  const inOrder = { schema, release, environment, accountId, appliedAt, stacks: results, verification: compared, by };
  return `${JSON.stringify(inOrder, undefined, 2)}\n`;
}

function isStacks(json: unknown): json is readonly StackResult[] {
  return (
    Array.isArray(json) &&
    json.every(
      (one: unknown) =>
        isObject(one) &&
        typeof one['stack'] === 'string' &&
        (STACK_RESULTS as readonly unknown[]).includes(one['result']),
    )
  );
}

function isVerification(json: unknown): json is Verification {
  return (
    isObject(json) &&
    typeof json['ok'] === 'boolean' &&
    typeof json['at'] === 'string' &&
    typeof json['differences'] === 'number'
  );
}
