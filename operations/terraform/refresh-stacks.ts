import { inOrder } from '../../domain/release/order';
import { initialize, type Initialized, refuseFailure, type Workplace } from './initialize';
import { PLAN_FILE, type SynthesizedStack } from './plan-stacks';
import { stateVersion } from './state-version';
import { TerraformError } from './terraform-error';

/** How a stack stands to AWS. */
export type RefreshedStack =
  | { readonly name: string; readonly state: 'not applied' }
  /** With the refresh-only plan, as `terraform show -json` prints it: it may hold secrets. */
  | { readonly name: string; readonly state: 'refreshed'; readonly json: Readonly<Record<string, unknown>> }
  | { readonly name: string; readonly state: 'unknown'; readonly reason: string };

/**
 * Asks Terraform what of every stack is otherwise in AWS than its state says. It changes nothing: not even a lock is
 * taken, so that who applies meanwhile is not kept out. One stack that cannot be looked at does not hide the others.
 *
 * @throws {TerraformError} when a stack cannot be initialized
 * @throws {TerraformStoppedError | TerraformMissingError}
 */
export async function refreshStacks(place: Workplace, stacks: readonly SynthesizedStack[]): Promise<RefreshedStack[]> {
  const initialized = await initialize(place, inOrder(stacks));
  // When one fails the others go on to their end: whoever hears of it may remove their folders.
  const settled = await Promise.allSettled(initialized.map((stack) => refreshed(place, stack)));
  return settled.map((one, index) => {
    if (one.status === 'fulfilled') return one.value;
    const failure: unknown = one.reason;
    if (!(failure instanceof TerraformError)) throw failure;
    return { name: initialized[index]?.name ?? '', state: 'unknown', reason: failure.message };
  });
}

async function refreshed(place: Workplace, stack: Initialized): Promise<RefreshedStack> {
  const { terraform, progress } = place;
  const { name, folder, log } = stack;
  progress(`${name}: looking for drift`);
  // Before the first apply there is nothing that could drift, nor outputs of those that it reads.
  if ((await stateVersion(place, stack)) === null) return { name, state: 'not applied' };
  const args = ['plan', '-refresh-only', '-lock=false', '-input=false', `-out=${PLAN_FILE}`];
  refuseFailure(place, stack, 'plan', await terraform.run(folder, args, log));
  const shown = await terraform.output(folder, ['show', '-json', PLAN_FILE], log);
  return { name, state: 'refreshed', json: JSON.parse(shown) as Readonly<Record<string, unknown>> };
}
