import { inOrder } from '../../domain/order';
import { type Initialized, initializer, assertSuccess, type Workplace } from './initialize';
import { PLAN_FILE, type SynthesizedStack } from './plan-stacks';
import { stateVersion } from './state-version';
import { TerraformError } from './terraform-error';

/** A stack compared with AWS. */
export type RefreshedStack =
  | { readonly name: string; readonly state: 'not applied' }
  /** With the refresh-only plan, as `terraform show -json` prints it: it may hold secrets. */
  | { readonly name: string; readonly state: 'refreshed'; readonly json: Readonly<Record<string, unknown>> }
  | UnknownStack;

/** A stack that could not be refreshed. */
interface UnknownStack {
  readonly name: string;
  readonly state: 'unknown';
  readonly reason: string;
}

/**
 * Compares every stack with AWS by a refresh-only plan. It changes nothing and takes no lock, so that it does not block an
 * apply. A stack that cannot be refreshed does not hide the others.
 *
 * @throws {TerraformStoppedError | TerraformMissingError}
 */
export async function refreshStacks(place: Workplace, stacks: readonly SynthesizedStack[]): Promise<RefreshedStack[]> {
  const initializeNext = initializer(place);
  const ready: (Initialized | UnknownStack)[] = [];
  for (const stack of inOrder(stacks)) ready.push(await orUnknown(stack, initializeNext(stack)));
  // If one is cancelled, the others still finish: the caller removes their folders.
  const settled = await Promise.allSettled(
    ready.map((stack) => ('state' in stack ? Promise.resolve(stack) : orUnknown(stack, refreshed(place, stack)))),
  );
  return settled.map((one) => {
    if (one.status === 'fulfilled') return one.value;
    throw one.reason;
  });
}

/** The result, or why it failed. */
async function orUnknown<T>({ name }: { readonly name: string }, work: Promise<T>): Promise<T | UnknownStack> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TerraformError) return { name, state: 'unknown', reason: error.message };
    throw error;
  }
}

async function refreshed(place: Workplace, stack: Initialized): Promise<RefreshedStack> {
  const { terraform, progress } = place;
  const { name, folder, log } = stack;
  progress(`${name}: looking for drift`);
  // Before the first apply, nothing can drift, and the outputs that it reads do not exist.
  if ((await stateVersion(place, stack)) === null) return { name, state: 'not applied' };
  const args = ['plan', '-refresh-only', '-lock=false', '-input=false', `-out=${PLAN_FILE}`];
  assertSuccess(place, stack, 'plan', await terraform.run(folder, args, log));
  const shown = await terraform.output(folder, ['show', '-json', PLAN_FILE], log);
  return { name, state: 'refreshed', json: JSON.parse(shown) as Readonly<Record<string, unknown>> };
}
