import type { Severity } from '../domain/terraform/changes/severity';

/** What a rule reports about a change. */
export interface ReviewFinding {
  /** Stable name of the rule, in kebab case. */
  readonly rule: string;
  readonly severity: Severity;
  /** In promotion order. */
  readonly environments: readonly string[];
  /** The affected accounts that providers name. */
  readonly accounts: readonly string[];
  /** Name of the stack without its environment. */
  readonly stack: string;
  readonly address: string;
  /** Path inside the resource, separated by slashes; empty for the whole resource. */
  readonly path: string;
  /** As JSON; null if there was none. */
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string;
  readonly remedy: string;
  /** Reason and last day, if the file of accepted findings accepts it. */
  readonly accepted?: { readonly reason: string; readonly expires: string };
}
