import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { type PlannedStack, plannedStack } from '../../domain/adopt/planned-resources';
import type { JsonObject } from '../../domain/json-object';
import type { AdoptedPlan } from '../../cli/adopt/take-over';
import { InterruptedError } from '../../cli/exit-code';
import { errorLines, type Initialized, initializer, type Workplace } from '../operations/terraform/initialize';
import type { StackFiles } from '../operations/terraform/work-folder';
import { withTerraform } from './with-terraform';

/** A stack that needs no state. */
export interface StandaloneStack {
  readonly name: string;
  /** With its other files, such as the zips of functions. */
  readonly folder: string;
  readonly json: JsonObject;
}

/**
 * Plans stacks in temporary folders. Without Terraform or its provider, the plan is unknown: that is no error.
 * @throws {InterruptedError}
 */
export async function planAdopted(
  stacks: readonly StandaloneStack[],
  profile: string | undefined,
): Promise<AdoptedPlan> {
  const names = stacks.map(({ name }) => name);
  const folderOf = (name: string): string => stacks.find((stack) => stack.name === name)?.folder ?? '';
  try {
    return await withTerraform({ command: 'adopt', stacks: names, folderOf, profile }, (place) =>
      planned(place, stacks),
    );
  } catch (error) {
    if (error instanceof InterruptedError || !(error instanceof Error)) throw error;
    if (!/^Terraform(?:Missing)?Error$/.test(error.name)) throw error;
    return { unknown: error.message.split('\n').slice(0, 2).join(' ') };
  }
}

async function planned(place: Workplace, stacks: readonly StandaloneStack[]): Promise<AdoptedPlan> {
  const initialize = initializer(place);
  const all: PlannedStack[] = [];
  for (const stack of stacks) {
    const initialized = await initialize({ name: stack.name, files: filesOf(stack) });
    place.progress(`${stack.name}: planning`);
    const args = ['plan', '-input=false', '-lock=false', '-out=plan.tfplan'];
    const { code, output } = await place.terraform.run(initialized.folder, args, initialized.log);
    if (code !== 0) {
      const missing = nonExistent(output);
      return missing.length > 0 ? { missing } : { unknown: `Terraform failed:\n${errorLines(output)}` };
    }
    all.push(plannedStack(stack.name, await planJson(place, initialized)));
  }
  return { stacks: all };
}

async function planJson({ terraform }: Workplace, { folder, log }: Initialized) {
  return JSON.parse(await terraform.output(folder, ['show', '-json', 'plan.tfplan'], log)) as Parameters<
    typeof plannedStack
  >[1];
}

/** The addresses of imports that found nothing. */
function nonExistent(output: string): string[] {
  const text = output.replaceAll(/^[│ ]+/gm, '').replaceAll(/\s+/g, ' ');
  return [...text.matchAll(/import an existing object to "([^"]+)", the provider detected/g)].map(([, to = '']) => to);
}

function filesOf({ folder, json }: StandaloneStack): StackFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const read = files.map(({ parentPath, name }): [string, Uint8Array] => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file), readFileSync(file)];
  });
  return { ...Object.fromEntries(read), 'cdk.tf.json': Buffer.from(JSON.stringify(json, null, 2)) };
}
