import type { RestoreMetadata } from './metadata-text';
import { parseObjects, settingOf, type SerializedObject } from './serialize-objects';

/** What a restore changes in one place of the metadata. */
export interface MetadataDifference {
  /** Such as `CpuOptions` or `NetworkInterfaces[0].PrivateIpAddresses`. */
  readonly key: string;
  /** In the recovery point; undefined when it is new. */
  readonly before: string | undefined;
  /** In the restore; undefined when it is left out. */
  readonly after: string | undefined;
}

/** Everything in which two metadata of one recovery point differ, interfaces setting by setting. */
export function metadataDifferences(before: RestoreMetadata, after: RestoreMetadata): MetadataDifference[] {
  return namesOf(Object.keys(before), Object.keys(after)).flatMap((key) => {
    const was = before[key];
    const becomes = after[key];
    if (was === becomes) return [];
    const inside = key === 'NetworkInterfaces' ? interfaceDifferences(was ?? '', becomes ?? '') : undefined;
    return inside ?? [{ key, before: was, after: becomes }];
  });
}

/** Undefined when one of them is no list of interfaces. */
function interfaceDifferences(before: string, after: string): MetadataDifference[] | undefined {
  const was = parseObjects(before);
  const becomes = parseObjects(after);
  if ('problem' in was || 'problem' in becomes) return undefined;
  return was.objects.flatMap((one, position) =>
    objectDifferences(`NetworkInterfaces[${position}]`, one, becomes.objects[position] ?? []),
  );
}

function objectDifferences(place: string, before: SerializedObject, after: SerializedObject): MetadataDifference[] {
  const names = namesOf(
    before.map(({ name }) => name),
    after.map(({ name }) => name),
  );
  const text = (written: SerializedObject, name: string): string | undefined =>
    JSON.stringify(settingOf(written, name));
  return names
    .map((name) => ({ key: `${place}.${name}`, before: text(before, name), after: text(after, name) }))
    .filter((one) => one.before !== one.after);
}

function namesOf(before: readonly string[], after: readonly string[]): string[] {
  return [...new Set([...before, ...after])];
}
