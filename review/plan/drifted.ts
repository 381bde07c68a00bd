type Json = Readonly<Record<string, unknown>>;

/**
 * What a refresh-only plan has found to be otherwise than its state says, as a plan that would bring it about: then it is
 * read and judged as any other. Its outputs it tells as changes already.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function driftOf(json: Json): Json {
  return { ...json, resource_changes: json['resource_drift'] ?? [] };
}
