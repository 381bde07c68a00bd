import type { Finding } from '../finding';
import { contributingPolicies } from './provenance';
import type { Place } from './inheritance-place';

/** Something wrong with an effective policy. */
export interface EffectiveError {
  /** AWS's code, such as `KEY_REQUIRED`; or the name of our rule, where AWS has none. */
  readonly code: string;
  /** `aws`: AWS withholds the policy. `backupctl`: AWS publishes it, and it then fails, never runs or loses something. */
  readonly source: 'aws' | 'backupctl';
  /** Where, in the effective policy: `plans/<plan>/rules/<rule>`, in lower case. */
  readonly path: string;
  readonly message: string;
  /** The policies that made what stands there: a set, given in sorted order. */
  readonly contributingPolicies: readonly string[];
}

/**
 * The codes of AWS that are known.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EffectivePolicyValidationError.html
 */
type AwsCode = 'KEY_REQUIRED' | 'ELEMENTS_TOO_FEW' | 'ELEMENTS_TOO_MANY' | 'CROSS_ATTRIBUTE_VALIDATION';

/** A key that is missing from an object; AWS reports it at the path of the object. */
export function keyRequired(
  object: Place | undefined,
  path: string,
  key: string,
  source: EffectiveError['source'],
): EffectiveError[] {
  if (!object || object.entries.get(key)?.merged !== undefined) return [];
  const last = path.slice(path.lastIndexOf('/') + 1);
  return [{ ...awsError('KEY_REQUIRED', path, `${last} needs ${key}, and no policy gives it`, [object]), source }];
}

/** A list that must not be empty, and is: assigned so, or emptied by removes. */
export function elementsTooFew(list: Place | undefined, path: string): EffectiveError[] {
  if (!Array.isArray(list?.merged) || list.merged.length > 0) return [];
  return [awsError('ELEMENTS_TOO_FEW', path, 'the list is empty: assigned so, or emptied by @@remove', [list])];
}

/** An error that makes AWS withhold the policy. */
export function awsError(
  code: AwsCode,
  path: string,
  message: string,
  places: readonly (Place | undefined)[],
): EffectiveError {
  return { code, source: 'aws', path, message, contributingPolicies: contributingPolicies(...places) };
}

/** A finding of a rule that AWS does not check on effective policies, whatever it does elsewhere. */
export function ourError({ rule, path, message }: Finding, places: readonly (Place | undefined)[]): EffectiveError {
  return { code: rule, source: 'backupctl', path, message, contributingPolicies: contributingPolicies(...places) };
}
