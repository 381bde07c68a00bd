import type { Finding } from '../finding';
import type { Place } from './inheritance-place';
import { contributingPolicies } from './provenance';

/** A problem of an effective policy. */
export interface EffectiveError {
  /** AWS's code, such as `KEY_REQUIRED`; or the name of our rule if AWS has no code. */
  readonly code: string;
  /** `aws`: AWS withholds the policy. `backupctl`: AWS publishes it, and it then fails, never runs or loses something. */
  readonly source: 'aws' | 'backupctl';
  /** The path in the effective policy: `plans/<plan>/rules/<rule>`, in lower case. */
  readonly path: string;
  readonly message: string;
  /** The policies that produced the value: a set, in sorted order. */
  readonly contributingPolicies: readonly string[];
}

/**
 * The known codes of AWS.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EffectivePolicyValidationError.html
 */
type AwsCode = 'KEY_REQUIRED' | 'ELEMENTS_TOO_FEW' | 'ELEMENTS_TOO_MANY' | 'CROSS_ATTRIBUTE_VALIDATION';

type Places = readonly (Place | undefined)[];

/** An error that makes AWS withhold the policy. */
export function awsError(code: AwsCode, path: string, message: string, places: Places): EffectiveError {
  return { code, source: 'aws', path, message, contributingPolicies: contributingPolicies(...places) };
}

/** A finding of a rule that AWS does not check on effective policies. */
export function ourError({ rule, path, message }: Finding, places: Places): EffectiveError {
  return { code: rule, source: 'backupctl', path, message, contributingPolicies: contributingPolicies(...places) };
}
