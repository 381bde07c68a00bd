import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What a synth writes into a stack's folder; everything else there, such as `.terraform`, belongs to others. */
const OWNED = ['cdk.tf.json', 'assets'];

/**
 * Puts freshly synthesized output in the place of the last one: all of it or, when anything fails, nothing.
 * Stacks that are gone go with their folders.
 *
 * @param fresh a folder on the same file system, whose files are moved out of it
 * @param output the folder that people and pipelines read, such as `cdktf.out`
 */
export function replaceOutput(fresh: string, output: string): void {
  const undo = `${fresh}.previous`;
  const done: [from: string, to: string][] = [];
  const move = (from: string, to: string): void => {
    mkdirSync(path.dirname(to), { recursive: true });
    renameSync(from, to);
    done.push([from, to]);
  };
  try {
    for (const entry of replacedEntries(fresh, output)) {
      const target = path.join(output, entry);
      if (existsSync(target)) move(target, path.join(undo, String(done.length)));
      const replacement = path.join(fresh, entry);
      if (existsSync(replacement)) move(replacement, target);
    }
  } catch (error) {
    for (const [from, to] of done.toReversed()) renameSync(to, from);
    rmSync(undo, { recursive: true, force: true });
    throw error;
  }
  rmSync(undo, { recursive: true, force: true });
}

/** The manifest comes last: who reads it finds everything that it names. */
function replacedEntries(fresh: string, output: string): string[] {
  const now = stacksIn(fresh);
  const gone = stacksIn(output).filter((stack) => !now.includes(stack));
  return [
    ...now.flatMap((stack) => OWNED.map((entry) => path.join('stacks', stack, entry))),
    ...gone.map((stack) => path.join('stacks', stack)),
    'manifest.json',
  ];
}

function stacksIn(folder: string): string[] {
  const stacks = path.join(folder, 'stacks');
  return existsSync(stacks) ? readdirSync(stacks).toSorted() : [];
}
