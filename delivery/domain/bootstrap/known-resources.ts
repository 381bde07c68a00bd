interface KnownResource {
  readonly mode?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances?: readonly { readonly attributes?: { readonly id?: unknown } }[];
}

/** What a state of Terraform knows: the id of each resource by its address. */
export function knownResources(state: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const resources = (state['resources'] ?? []) as readonly KnownResource[];
  return new Map(
    resources
      .filter(({ mode }) => mode === 'managed')
      .map(({ type, name, instances }) => [`${type}.${name}`, String(instances?.[0]?.attributes?.id)]),
  );
}

/** The addresses of what one state knows and the other one does not, or knows as something else. */
export function unknownTo(other: ReadonlyMap<string, string>, known: ReadonlyMap<string, string>): string[] {
  return [...known].flatMap(([address, id]) => (other.get(address) === id ? [] : [address]));
}
