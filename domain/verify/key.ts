import type { JsonObject } from '../json-object';
import { comparer, type Comparison, NONE } from './comparison';
import { compareStatements, statementsOf } from './policy';

/** The key of an alias, as KMS describes it. */
export interface FoundKey {
  readonly arn: string;
  /** Such as `Enabled` or `PendingDeletion`. */
  readonly state: string;
  /** JSON. */
  readonly policy: string;
  readonly isRotated: boolean;
}

/** Compares a key of a template, without its intrinsic functions, with KMS. */
export function compareKey(
  region: string,
  alias: string,
  properties: JsonObject,
  found: FoundKey | undefined,
): Comparison[] {
  const compare = comparer(region, `key ${alias}`);
  if (!found) return [compare('key', 'exists', NONE)];
  const rotation = (isOn: boolean): string => (isOn ? 'on' : 'off');
  return [
    compare('key', 'Enabled', found.state),
    compare('rotation', rotation(properties['EnableKeyRotation'] === true), rotation(found.isRotated)),
    ...compareStatements(compare, statementsOf(properties['KeyPolicy']), found.policy),
  ];
}
