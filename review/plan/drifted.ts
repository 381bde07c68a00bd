import type { JsonObject } from '../../domain/json-object';
import { withoutDerived } from './derived-attributes';

export interface DriftOptions {
  /**
   * Whether the checked-out configuration is the last applied one. Outputs always follow the configuration: those of another
   * one would look like drift.
   */
  readonly asApplied: boolean;
}

/**
 * The drift in a refresh-only plan, as a plan that would cause it: so the review reads it like any other plan.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function driftOf(json: JsonObject, { asApplied }: DriftOptions): JsonObject {
  const { resource_drift: _drift, output_changes, ...rest } = json;
  return { ...rest, resource_changes: withoutDerived(json), output_changes: asApplied ? output_changes : undefined };
}
