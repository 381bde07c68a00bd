export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a JSON text; undefined if it is something else. */
export function objectIn(json: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The strings of a value that is one or several, as in policies of IAM. */
export function textsIn(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string');
}

/** A string as it is; any other value as JSON. */
export function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
