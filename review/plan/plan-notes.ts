import { isObject, jsonText, type JsonObject } from '../../domain/json-object';
import type { Change, Place } from '../../domain/terraform/changes/change';
import { sortedSet, type Value } from '../../domain/terraform/changes/value';

/** What a plan says about itself that its changes do not show. */
const NOTES: readonly { readonly name: string; readonly of: (json: JsonObject) => Value | undefined }[] = [
  { name: 'errored', of: ({ errored }) => (errored === true ? true : undefined) },
  { name: 'complete', of: ({ complete }) => (complete === false ? false : undefined) },
  { name: 'provider_name', of: otherProviders },
  ...['deferred_changes', 'action_invocations', 'deferred_action_invocations'].map((name) => ({
    name,
    of: (json: JsonObject) => addressesIn(json[name]),
  })),
];

/** A change for each reason why a plan may do more or less than its changes show. */
export function planNotes(json: JsonObject, place: Place, account: string | undefined): Change[] {
  return NOTES.flatMap(({ name, of }) => {
    const value = of(json);
    return value === undefined ? [] : [planNote({ ...place, account }, 'plan', name, value)];
  });
}

/** One thing that a plan does, apart from changing arguments. */
export function planNote(
  place: Place & Pick<Change, 'account'>,
  address: string,
  name: string,
  value: Value | undefined,
): Change {
  const after = value === undefined ? {} : { [name]: value };
  return {
    ...place,
    address,
    type: 'plan',
    action: 'changed',
    movedFrom: undefined,
    before: {},
    after,
    differences: [{ path: [name], before: undefined, after: value }],
    replacedFor: [],
  };
}

/** Providers of AWS resources from another namespace than `hashicorp`, in whichever registry. */
function otherProviders({ resource_changes: resources }: JsonObject): Value | undefined {
  const names = (Array.isArray(resources) ? resources : [])
    .filter(isObject)
    .filter(({ type, provider_name: name }) => String(type).startsWith('aws_') && typeof name === 'string')
    .map(({ provider_name: name }) => String(name));
  const others = names.filter((name) => !name.endsWith('/hashicorp/aws'));
  return others.length === 0 ? undefined : sortedSet(others);
}

/** The addresses of a list; undefined if there are none. Anything else counts as it is. */
function addressesIn(list: unknown): Value | undefined {
  if (list === undefined || list === null || (Array.isArray(list) && list.length === 0)) return undefined;
  const addressOf = (entry: unknown): string => {
    const change = isObject(entry) && isObject(entry['resource_change']) ? entry['resource_change'] : entry;
    return isObject(change) && typeof change['address'] === 'string' ? change['address'] : jsonText(change);
  };
  return [list].flat().map(addressOf);
}
