import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ReadStack, StateVersion } from '../../domain/bundle';
import { inOrder } from '../../domain/order';
import { initialize, type Initialized, PROVIDER_LOCK, providerLock, refuseFailure, type Workplace } from './initialize';
import { stateVersion } from './state-version';
import type { StackFiles } from './work-folder';

/** A stack as synth wrote it. */
export interface SynthesizedStack {
  readonly name: string;
  /** The stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
  readonly files: StackFiles;
}

/** What is to be planned, and how. */
export interface PlanRequest {
  /** Every stack of the environment. */
  readonly stacks: readonly SynthesizedStack[];
  /** The names of those that are planned. */
  readonly selected: readonly string[];
}

/** A saved plan. It holds secrets in plain text, and so does its JSON. */
export interface StackPlan extends SynthesizedStack {
  readonly plan: Uint8Array;
  /** As `terraform show -json` prints it. */
  readonly json: string;
  /** The state that it was made for; null: none yet. */
  readonly state: StateVersion | null;
  /** Whether there is anything to apply. */
  readonly changes: boolean;
}

/** A stack that reads what others have not published yet. */
export interface WaitingStack {
  readonly name: string;
  readonly waitsFor: readonly string[];
}

export interface PlannedStacks {
  /** In the order in which they are applied. */
  readonly planned: readonly StackPlan[];
  readonly waiting: readonly WaitingStack[];
  /** Producers that were not asked for, as they were read. */
  readonly reads: readonly ReadStack[];
}

export const PLAN_FILE = 'plan.tfplan';

/**
 * Plans stacks, side by side where they do not read each other. One whose producers will publish something else, or have
 * published nothing yet, waits for them: its plan would be made with values that no longer hold when it is applied.
 *
 * @throws {TerraformError | TerraformStoppedError}
 */
export async function planStacks(place: Workplace, { stacks, selected }: PlanRequest): Promise<PlannedStacks> {
  const asked = stacks.filter(({ name }) => selected.includes(name));
  const needed = new Set(asked.flatMap(({ name, dependencies }) => [name, ...dependencies]));
  const ordered = inOrder(stacks.filter(({ name }) => needed.has(name)));
  const initialized = new Map((await initialize(place, ordered)).map((stack) => [stack.name, stack]));
  const visits = new Map<string, Promise<Visited>>();
  const visit = async (synthesized: SynthesizedStack): Promise<Visited> => {
    const { name, dependencies } = synthesized;
    const stack = initialized.get(name);
    if (!stack) throw new Error(`${name} is not initialized`);
    const read = await Promise.all(dependencies.flatMap((producer) => visits.get(producer) ?? []));
    if (!selected.includes(name)) return lookedAt(place, stack);
    const waitsFor = read.filter(({ ready }) => !ready).map((producer) => producer.name);
    if (waitsFor.length > 0) return { name, ready: false, waiting: { name, waitsFor } };
    return planned(place, stack, synthesized);
  };
  for (const stack of ordered) visits.set(stack.name, visit(stack));
  // When one fails the others go on to their end: whoever hears of it may remove their folders.
  const settled = await Promise.allSettled(visits.values());
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  const all = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  return {
    planned: all.flatMap(({ plan }) => plan ?? []),
    waiting: all.flatMap(({ waiting }) => waiting ?? []),
    reads: all.flatMap(({ read }) => read ?? []),
  };
}

interface Visited {
  readonly name: string;
  /** Whether what others read of it is there, and stays what it is. */
  readonly ready: boolean;
  readonly plan?: StackPlan;
  readonly waiting?: WaitingStack;
  readonly read?: ReadStack;
}

/** A producer that is not asked for counts as it is. */
async function lookedAt(place: Workplace, stack: Initialized): Promise<Visited> {
  const { name } = stack;
  const state = await stateVersion(place, stack);
  return state === null ? { name, ready: false } : { name, ready: true, read: { name, state } };
}

async function planned(place: Workplace, stack: Initialized, synthesized: SynthesizedStack): Promise<Visited> {
  const { terraform, progress } = place;
  const { name, folder, log } = stack;
  progress(`${name}: planning`);
  const state = await stateVersion(place, stack);
  const ended = await terraform.run(folder, ['plan', '-input=false', `-out=${PLAN_FILE}`], log);
  refuseFailure(place, stack, 'plan', ended);
  const json = await terraform.output(folder, ['show', '-json', PLAN_FILE], log);
  const { applyable, output_changes: outputs = {} } = JSON.parse(json) as PlanJson;
  const changesOutputs = Object.values(outputs).some(({ actions }) => actions.some((action) => action !== 'no-op'));
  const plan: StackPlan = {
    ...synthesized,
    files: withLock(synthesized.files, folder),
    plan: readFileSync(path.join(folder, PLAN_FILE)),
    json,
    state,
    changes: applyable,
  };
  progress(`${name}: planned${plan.changes ? '' : ', nothing to change'}`);
  return { name, ready: state !== null && !changesOutputs, plan };
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format */
interface PlanJson {
  readonly applyable: boolean;
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

/** Whoever applies the plan needs the very providers with which it was made. */
function withLock(files: StackFiles, folder: string): StackFiles {
  const lock = providerLock(folder);
  return lock ? { ...files, [PROVIDER_LOCK]: lock } : files;
}
