import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import type { Action } from '../../domain/terraform/changes/change';

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const KNOWN_ACTIONS: ReadonlySet<string> = new Set([
  'no-op',
  'create',
  'read',
  'update',
  'delete',
  'forget',
  'delete create',
  'create delete',
  'create forget',
  'forget create',
]);

/** Whether Terraform documents this combination of actions. */
export function isKnownAction(actions: readonly string[]): boolean {
  return KNOWN_ACTIONS.has(actions.join(' '));
}

/** The actions of a planned change, as Terraform names them. */
export function actionsIn({ actions }: JsonObject): string[] {
  return (Array.isArray(actions) ? actions : []).map(jsonText);
}

/** What a plan does to a resource or an output; undefined if the plan does not change it. */
export function actionIn({ change, previous_address: previous }: JsonObject): Action | undefined {
  if (!isObject(change)) return undefined;
  return actionOf(actionsIn(change), typeof previous === 'string');
}

function actionOf(actions: readonly string[], moved: boolean): Action | undefined {
  const leaves = actions.includes('delete') || actions.includes('forget');
  if (actions.includes('create')) return leaves ? 'replaced' : 'added';
  if (leaves) return actions.includes('delete') ? 'removed' : 'forgotten';
  return actions.includes('update') || (moved && actions.includes('no-op')) ? 'changed' : undefined;
}
