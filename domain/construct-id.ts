/**
 * The construct ID of a resource in a region. The region of its stack adds nothing, so addresses are the same in every
 * environment. Terraform does not see the @.
 */
export function regionalId(id: string, region: string, home: string): string {
  return region === home ? id : `${id}-@${region}`;
}

/** An ID as constructs keeps it: a slash separates the IDs of a path. */
function sanitizedId(id: string): string {
  return id.replaceAll('/', '--');
}

/** The values whose IDs an earlier value has, although it is another one, with that value. */
export function idsTaken<T>(values: readonly T[], idsOf: (value: T) => readonly string[]): { value: T; other: T }[] {
  const owners = new Map<string, T>();
  return values.flatMap((value) => {
    const ids = idsOf(value).map(sanitizedId);
    const taken = ids.find((id) => owners.has(id));
    const other = taken === undefined ? undefined : owners.get(taken);
    for (const id of ids) if (!owners.has(id)) owners.set(id, value);
    return other === undefined ? [] : [{ value, other }];
  });
}
