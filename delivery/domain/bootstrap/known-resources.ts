interface KnownResource {
  readonly mode?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances?: readonly { readonly attributes?: { readonly id?: unknown } }[];
}

/** The ID of each resource in a Terraform state, by its address. */
export function knownResources(state: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const resources = (state['resources'] ?? []) as readonly KnownResource[];
  return new Map(
    resources
      .filter(({ mode }) => mode === 'managed')
      .map(({ type, name, instances }) => [`${type}.${name}`, String(instances?.[0]?.attributes?.id)]),
  );
}

/** The addresses of resources that another state does not have, or has with another ID. */
export function unknownTo(other: ReadonlyMap<string, string>, known: ReadonlyMap<string, string>): string[] {
  return [...known].flatMap(([address, id]) => (other.get(address) === id ? [] : [address]));
}
