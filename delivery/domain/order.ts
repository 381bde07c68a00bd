/** A stack, and the stacks whose outputs it reads. */
export interface Dependent {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/** Every stack after those that it reads, otherwise by name. There are no cycles: synth refuses them. */
export function inOrder<T extends Dependent>(stacks: readonly T[]): T[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<T>();
  const visit = (stack: T): void => {
    for (const name of stack.dependencies.toSorted()) {
      const producer = byName.get(name);
      if (producer && !ordered.has(producer)) visit(producer);
    }
    ordered.add(stack);
  };
  for (const stack of stacks.toSorted((a, b) => (a.name < b.name ? -1 : 1))) visit(stack);
  return [...ordered];
}
