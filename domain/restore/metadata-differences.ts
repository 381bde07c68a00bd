import type { RestoreMetadata } from './metadata-text';
import { parseObjects, settingOf, type SerializedObject } from './serialize-objects';

/** One value of the metadata that a restore changes. */
export interface MetadataDifference {
  /** Such as `CpuOptions` or `NetworkInterfaces[0].PrivateIpAddresses`. */
  readonly key: string;
  /** The value in the recovery point; undefined for a new key. */
  readonly before: string | undefined;
  /** The value in the restore; undefined for a removed key. */
  readonly after: string | undefined;
}

/** The differences between two versions of a recovery point's metadata, with one entry for each setting of an interface. */
export function metadataDifferences(before: RestoreMetadata, after: RestoreMetadata): MetadataDifference[] {
  return namesOf(Object.keys(before), Object.keys(after)).flatMap((key) => {
    const [oldValue, newValue] = [before[key], after[key]];
    if (oldValue === newValue) return [];
    const inside = key === 'NetworkInterfaces' ? interfaceDifferences(oldValue ?? '', newValue ?? '') : undefined;
    return inside ?? [{ key, before: oldValue, after: newValue }];
  });
}

/** Undefined when one of them is not a list of interfaces. */
function interfaceDifferences(before: string, after: string): MetadataDifference[] | undefined {
  const [oldList, newList] = [parseObjects(before), parseObjects(after)];
  if ('problem' in oldList || 'problem' in newList) return undefined;
  return oldList.objects.flatMap((one, position) =>
    objectDifferences(`NetworkInterfaces[${position}]`, one, newList.objects[position] ?? []),
  );
}

function objectDifferences(path: string, before: SerializedObject, after: SerializedObject): MetadataDifference[] {
  const names = namesOf(
    before.map(({ name }) => name),
    after.map(({ name }) => name),
  );
  const text = (object: SerializedObject, name: string): string | undefined => JSON.stringify(settingOf(object, name));
  return names
    .map((name) => ({ key: `${path}.${name}`, before: text(before, name), after: text(after, name) }))
    .filter((one) => one.before !== one.after);
}

function namesOf(before: readonly string[], after: readonly string[]): string[] {
  return [...new Set([...before, ...after])];
}
