import { isObject, type JsonObject } from '../../domain/json-object';

/**
 * Why this is not a saved plan in the format of `terraform show -json`; undefined if it is.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#format-summary
 */
export function planProblem(json: JsonObject): string | undefined {
  const { format_version: format, resource_changes: resources, output_changes: outputs } = json;
  if ('values' in json || ('serial' in json && 'lineage' in json)) return 'it is a state, not a saved plan';
  if (typeof format !== 'string' || json['terraform_version'] === undefined) return 'it is not a saved plan';
  // A new minor version only adds, a new major version may change the meaning of what is read here.
  if (!/^1\.\d+$/.test(format)) return `its format version is ${format}, and the review reads 1.x`;
  if (!['planned_values', 'configuration', 'resource_changes'].some((part) => part in json)) {
    return 'it is not a saved plan';
  }
  if (resources !== undefined && !isListOfChanges(resources)) {
    return 'its resource_changes are not a list of resources with an address, a type and a change';
  }
  return outputs === undefined || (isObject(outputs) && Object.values(outputs).every(isChange))
    ? undefined
    : 'its output_changes are not changes by name';
}

function isListOfChanges(list: unknown): boolean {
  return (
    Array.isArray(list) &&
    list.every(
      (resource: unknown) =>
        isObject(resource) &&
        typeof resource['address'] === 'string' &&
        typeof resource['type'] === 'string' &&
        isChange(resource['change']),
    )
  );
}

function isChange(change: unknown): boolean {
  const actions = isObject(change) ? change['actions'] : undefined;
  return Array.isArray(actions) && actions.every((action) => typeof action === 'string');
}
