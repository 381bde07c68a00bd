import type { BundledStack, ReadStack, StateVersion } from '../../domain/bundle';
import { importText, type PlannedResources } from '../../domain/existing-resources';
import type { StackResult } from '../../domain/record';
import { initialize, type Initialized, assertSuccess, type Workplace } from './initialize';
import { keepErroredState } from './keep-errored-state';
import { PLAN_FILE } from './plan-stacks';
import { stateVersion } from './state-version';
import { NothingChangedError, TerraformStoppedError } from './terraform-error';
import type { StackFiles } from './work-folder';

/** A stack of a bundle with its plan. */
export interface PlannedStack extends BundledStack {
  readonly files: StackFiles;
  readonly plan: Uint8Array;
}

/** A plan that is ready to apply. */
export interface PreparedStack extends Initialized {
  readonly stack: PlannedStack;
  /** The plan file as `terraform show -json` prints it. */
  readonly json: PlannedResources & { readonly applyable: boolean };
}

/** The plans of a bundle, ready to apply. */
export interface Prepared {
  readonly stacks: readonly PreparedStack[];
  /** Stacks whose states changed since they were planned or read. */
  readonly stale: readonly string[];
}

/** Checks whether a stack may be applied, and returns additional arguments of its apply. */
export type ApplyArguments = (stack: PreparedStack) => Promise<readonly string[]>;

/** The results of an apply, and why it stopped. */
export interface AppliedStacks {
  readonly results: readonly StackResult[];
  /** Undefined when everything is applied. */
  readonly failure?: unknown;
}

/**
 * Writes the plans of a bundle to temporary folders, and reads them with Terraform. Nothing is applied.
 *
 * @param reads stacks that the plans read, with the files that Terraform needs to find their states
 * @throws {TerraformError | TerraformStoppedError}
 */
export async function prepareStacks(
  place: Workplace,
  stacks: readonly PlannedStack[],
  reads: readonly (ReadStack & { readonly files: StackFiles })[],
): Promise<Prepared> {
  const planned = stacks.map(({ name, files, plan }) => ({ name, files: { ...files, [PLAN_FILE]: plan } }));
  const initialized = await initialize(place, [...planned, ...reads]);
  const states = await Promise.all(
    initialized.map(async (one) => ({ name: one.name, state: await stateVersion(place, one) })),
  );
  const wanted = new Map([...stacks, ...reads].map(({ name, state }) => [name, state]));
  const prepared = stacks.map(async (stack, index) => {
    const one = initialized[index] as Initialized;
    const json = await place.terraform.output(one.folder, ['show', '-json', PLAN_FILE], one.log);
    return { ...one, stack, json: JSON.parse(json) as PreparedStack['json'] };
  });
  const stale = states.filter(({ name, state }) => !sameState(state, wanted.get(name) ?? null));
  return { stacks: await Promise.all(prepared), stale: stale.map(({ name }) => name) };
}

function sameState(one: StateVersion | null, other: StateVersion | null): boolean {
  return one?.lineage === other?.lineage && one?.serial === other?.serial;
}

/**
 * Applies plans in order, until one fails or the user cancels.
 *
 * @param argumentsOf is called before a stack that changes; what it throws stops the apply
 */
export async function applyStacks(
  place: Workplace,
  prepared: readonly PreparedStack[],
  argumentsOf: ApplyArguments,
): Promise<AppliedStacks> {
  const results = new Map<string, StackResult['result']>();
  let failure: unknown;
  for (const one of prepared) {
    // Between two stacks, Terraform is not running.
    if (one.json.applyable && place.terraform.stopped) {
      failure = new TerraformStoppedError('Stopped.');
      break;
    }
    let args: readonly string[] = [];
    try {
      if (one.json.applyable) args = await argumentsOf(one);
    } catch (error) {
      failure = error;
      break;
    }
    try {
      // One after the other, in the order of the contracts.
      results.set(one.name, await applied(place, one, args));
    } catch (error) {
      failure = error;
      results.set(one.name, error instanceof NothingChangedError ? 'not applied' : 'failed');
      break;
    }
  }
  return {
    results: prepared.map(({ name }) => ({ stack: name, result: results.get(name) ?? 'not applied' })),
    failure,
  };
}

async function applied(place: Workplace, one: PreparedStack, args: readonly string[]): Promise<StackResult['result']> {
  const { progress, terraform } = place;
  // From the plan file, because the bundle's manifest may have been edited.
  if (!one.json.applyable) {
    progress(`${one.name}: no changes`);
    return 'unchanged';
  }
  progress(`${one.name}: applying`);
  const ended = await terraform.run(one.folder, ['apply', '-input=false', ...args, PLAN_FILE], one.log);
  const remedy = importText(ended.output, one.json, place.folderOf(one.name));
  keepErroredState(place, one, ended);
  assertSuccess(place, one, 'apply', ended, remedy);
  progress(`${one.name}: applied`);
  return 'applied';
}
