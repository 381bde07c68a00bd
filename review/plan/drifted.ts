import type { JsonObject } from '../../domain/json-object';
import { withoutRepetitions } from './derived-attributes';

export interface DriftOptions {
  /**
   * Whether what is checked out is what was applied last. Outputs follow the configuration even where nothing is changed:
   * those of another one would look like drift.
   */
  readonly asApplied: boolean;
}

/**
 * What a refresh-only plan has found to be otherwise than its state says, as a plan that would bring it about: then it is
 * read and judged as any other.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function driftOf(json: JsonObject, { asApplied }: DriftOptions): JsonObject {
  const { resource_drift: _drift, output_changes, ...rest } = json;
  return { ...rest, resource_changes: withoutRepetitions(json), ...(asApplied ? { output_changes } : {}) };
}
