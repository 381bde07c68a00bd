import type { JsonObject } from '../json-object';
import { TERRAFORM_TYPES } from './terraform-types';

/** A resource that exists, and the address that it gets. */
export interface ImportedResource {
  readonly to: string;
  readonly id: string;
}

/**
 * What `terraform import` identifies a resource by, without its region; undefined if one of the values is unknown.
 *
 * @param values its arguments, and `id` if AWS generates it
 * @param account where it is, if it is known
 */
export function importIdOf(type: string, values: JsonObject, account: string | undefined): string | undefined {
  const record = TERRAFORM_TYPES.get(type);
  if (!record) return undefined;
  const { name, region } = values;
  const isNamed = typeof name === 'string' && account !== undefined;
  const arn = isNamed ? { arn: record.arn({ account, name, region: String(region) }) } : {};
  const known: JsonObject = { account, ...arn, ...values };
  let isComplete = true;
  const id = record.importId.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = known[key];
    isComplete &&= typeof value === 'string' && !value.includes('${');
    return String(value);
  });
  return isComplete ? id : undefined;
}
