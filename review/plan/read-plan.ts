import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import { copiesIntoVault } from '../../domain/backup/vault-copy-statement';
import type { Change, Place } from '../../domain/terraform/changes/change';
import { type Difference, differences } from '../../domain/terraform/changes/difference';
import { aligned } from '../diff/align';
import { equality } from '../diff/same-meaning';
import { canonicalBlock } from '../model/canonical';
import { forcesReplacement } from '../../domain/terraform/terraform-types';
import { isKnownType } from '../rules/change-rules';
import { accountOf, defaultTagsOf, placeOf } from '../model/read-stack';
import { isBlock, type Block, type Value } from '../../domain/terraform/changes/value';
import { isComputed } from './computed';
import { type Configured, configuredArguments, isEmpty, withoutDefaults, withoutUnset } from './configured';
import { planNote, planNotes } from './plan-notes';
import { type PlannedDocuments, plannedDocuments } from './planned-documents';
import { actionIn, actionsIn, isKnownAction } from './planned-action';
import { redactedSides } from './redact';
import { wholeStack } from './whole-stack';

/** What a saved plan will do, from `terraform show -json`. */
export interface SavedPlan {
  readonly place: Place;
  readonly account: string | undefined;
  readonly changes: readonly Change[];
}

interface ReadOptions {
  /**
   * Whether the changes are those of a refresh. It also updates what AWS computes, and the first one after an apply writes
   * empty values and zero where AWS returns nothing: no one configured these.
   * @default false
   */
  readonly isRefresh?: boolean;
}

/**
 * Reads a saved plan. It contains what the provider really does, but neither `prevent_destroy`, backends nor providers.
 * @param name the name of the stack if the plan's default tags do not contain it, such as the name of the file
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readPlan(name: string, json: JsonObject, { isRefresh = false }: ReadOptions = {}): SavedPlan {
  const provider = providerOf(json);
  const account = accountOf(provider);
  const place = placeOf(stackName(name, provider), provider);
  const resources = listOf(json['resource_changes']).filter(({ mode }) => mode !== 'data');
  const outputs = Object.entries(isObject(json['output_changes']) ? json['output_changes'] : {}).flatMap(
    ([output, change]) =>
      isObject(change)
        ? [{ address: `output.${output}`, type: 'output', mode: 'managed', change: wrapped(change) }]
        : [],
  );
  const configured = configuredArguments(json);
  const planned = plannedDocuments(json);
  const changes = [...resources, ...outputs].flatMap((part) =>
    readChange(part, place, { account, configured, planned, isRefresh }),
  );
  const actions = { resources: resources.map(actionIn), outputs: outputs.map(actionIn) };
  const whole = wholeStack(place, account, actions);
  const notes = planNotes(json, place, account);
  // What Terraform forgets has no outputs.
  const isCovered = ({ action, type, imported }: Change): boolean =>
    whole?.action === 'forgotten' && imported !== true && (action === 'forgotten' || type === 'output');
  return {
    place,
    account,
    changes: [...notes, ...(whole ? [whole] : []), ...changes.filter((one) => !isCovered(one))],
  };
}

/** An output has a value, a resource has arguments. */
function wrapped(change: JsonObject): JsonObject {
  const inside = (key: string): JsonObject =>
    change[key] === undefined || change[key] === null ? {} : { value: change[key] };
  const keys = ['before', 'after', 'after_unknown', 'before_sensitive', 'after_sensitive'];
  return { ...change, ...Object.fromEntries(keys.map((key) => [key, inside(key)])) };
}

interface Stack {
  readonly account: string | undefined;
  readonly configured: Configured;
  readonly planned: PlannedDocuments;
  readonly isRefresh: boolean;
}

function readChange(resource: JsonObject, place: Place, stack: Stack): Change[] {
  const { account, configured, planned: policies, isRefresh } = stack;
  const [address, type] = [jsonText(resource['address']), jsonText(resource['type'])];
  const change = plannedChange(resource, address, policies);
  const note = (name: string, value?: Value) => planNote({ ...place, account }, address, name, value);
  if (!isObject(change)) return [note('actions')];
  const actions = actionsIn(change);
  if (!isKnownAction(actions)) return [note('actions', actions)];
  const imported = isObject(change['importing']) ? [note('importing', jsonText(change['importing']['id']))] : [];
  const action = actionIn(resource);
  if (action === undefined) return imported;

  const [was, planned] = sides(type, change, policies);
  const after = withoutDefaults(planned, { type, was, change, configured: configured(address) });
  const before = aligned(
    was,
    after,
    equality(type, () => false),
  ) as Block;
  const isWhole = action === 'added' || action === 'removed' || action === 'forgotten';
  const all = isWhole ? [] : differences(before, after);
  const found = notable(type, withoutUnset(all, change), isRefresh);
  if (action === 'changed' && found.length === 0) {
    if (isRefresh) return imported;
    const moved = note('previous_address', jsonText(resource['previous_address']));
    return [actions.includes('update') ? note('update') : moved, ...imported];
  }
  return [
    ...imported,
    {
      ...place,
      address,
      type,
      account,
      action,
      // A move in a plan has a `moved` block.
      movedFrom: undefined,
      before: action === 'added' ? undefined : before,
      after: action === 'removed' || action === 'forgotten' ? undefined : after,
      differences: found,
      replacedFor: action === 'replaced' ? replacePaths(type, change, found) : [],
      ...(imported.length > 0 && { imported: true as const }),
    },
  ];
}

/** What an import takes away must be seen, also in a policy that Terraform reads during the apply. */
function plannedChange({ change }: JsonObject, address: string, { resolved }: PlannedDocuments): unknown {
  return isObject(change) && isObject(change['importing']) ? resolved(address, change) : change;
}

function sides(type: string, change: JsonObject, { documents }: PlannedDocuments): [Block, Block] {
  const document = (text: string): Value | undefined => documents.resolve(text);
  const reading = { document, ordered: !isKnownType(type) };
  const readable = Object.fromEntries(Object.entries(change).map(([name, side]) => [name, withoutInstances(side)]));
  const [before, after] = redactedSides(readable);
  const meaning = (side: JsonObject): JsonObject => (type === 'aws_backup_vault_policy' ? copiesIntoVault(side) : side);
  return [
    canonicalBlock(meaning(isObject(before) ? before : {}), reading),
    canonicalBlock(meaning(isObject(after) ? after : {}), reading),
  ];
}

/** A StackSet's instances are megabytes in a large organization: `members status` reads them. */
function withoutInstances(side: unknown): unknown {
  if (!isObject(side) || side['stack_instance_summaries'] === undefined) return side;
  const { stack_instance_summaries: _instances, ...rest } = side;
  return rest;
}

/** Without attributes that AWS computes. */
function notable(type: string, found: readonly Difference[], isRefresh: boolean): Difference[] {
  const tags = new Set(found.filter(({ path }) => path[0] === 'tags').map(({ path }) => path[1]));
  return found.filter(
    ({ path, before, after }) =>
      !isComputed(type, path) &&
      !(isRefresh && before === undefined && (isEmpty(after) || isBlank(after))) &&
      !(isRefresh && after === undefined && isBlank(before)) &&
      !(path[0] === 'tags_all' && tags.has(path[1])) &&
      // Version 6 of the provider writes the region into states of version 5.
      !(path[0] === 'region' && before === undefined),
  );
}

/** A block without any value: the provider writes one where AWS returns none. */
function isBlank(value: Value | undefined): boolean {
  return isBlock(value) && Object.values(value).every((inner) => inner === '');
}

/** From the plan if it contains them, otherwise from the provider's documentation. */
function replacePaths(type: string, change: JsonObject, found: readonly Difference[]): string[] {
  const planned = listOfLists(change['replace_paths']).map(([argument]) => jsonText(argument));
  const known = found.filter(({ path }) => forcesReplacement(type, path)).map(({ path: [argument = ''] }) => argument);
  return [...new Set(planned.length > 0 ? planned : known)];
}

/** The constant configuration of the stack's default provider. */
function providerOf({ configuration }: JsonObject): JsonObject | undefined {
  const providers = isObject(configuration) ? configuration['provider_config'] : undefined;
  const own = isObject(providers) ? providers['aws'] : undefined;
  const expressions = isObject(own) ? own['expressions'] : undefined;
  return isObject(expressions) ? (constants(expressions) as JsonObject) : undefined;
}

function constants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(constants);
  if (!isObject(value)) return value;
  if ('constant_value' in value) return value['constant_value'];
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, constants(inner)]));
}

function stackName(name: string, provider: JsonObject | undefined): string {
  const { Environment: environment, Stack: stack } = defaultTagsOf(provider);
  if (typeof stack !== 'string') return name;
  return typeof environment === 'string' ? `${environment}-${stack}` : stack;
}

function listOf(value: unknown): JsonObject[] {
  return (Array.isArray(value) ? value : []) as JsonObject[];
}

function listOfLists(value: unknown): unknown[][] {
  return (Array.isArray(value) ? value : []).filter((inner): inner is unknown[] => Array.isArray(inner));
}
