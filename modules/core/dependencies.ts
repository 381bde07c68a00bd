import type { EnvironmentStack } from './environment-stack';

/** Contracts that read each other in a cycle, or read a stack that does not exist. */
class ContractError extends Error {}

/**
 * Records in cdktf's manifest which stack depends on which, from the contracts that they read.
 * @throws {ContractError} when an environment lacks a stack that another one reads, or when reads form a cycle.
 */
export function recordDependencies(stacks: readonly EnvironmentStack[]): void {
  const byId = new Map(stacks.map((stack) => [stack.node.id, stack]));
  const neighbours = (stack: EnvironmentStack): EnvironmentStack[] =>
    [...stack.reads].map((name) => {
      const neighbour = byId.get(`${stack.target.name}-${name}`);
      if (neighbour) return neighbour;
      throw new ContractError(
        `${stack.node.id} reads the outputs of ${stack.target.name}-${name}, which is not in the app`,
      );
    });

  refuseCycles(stacks, neighbours);
  for (const stack of stacks) for (const neighbour of neighbours(stack)) stack.addDependency(neighbour);
}

function refuseCycles(
  stacks: readonly EnvironmentStack[],
  neighbours: (stack: EnvironmentStack) => EnvironmentStack[],
): void {
  const finished = new Set<EnvironmentStack>();
  const visit = (stack: EnvironmentStack, trail: readonly EnvironmentStack[]): void => {
    if (finished.has(stack)) return;
    const start = trail.indexOf(stack);
    if (start >= 0) {
      const cycle = [...trail.slice(start), stack].map(({ node }) => node.id).join(' → ');
      throw new ContractError(`stacks read each other in a cycle: ${cycle}`);
    }
    for (const neighbour of neighbours(stack)) visit(neighbour, [...trail, stack]);
    finished.add(stack);
  };
  for (const stack of stacks) visit(stack, []);
}
