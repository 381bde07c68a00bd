import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Case, Place, Program } from './case';
import { type Sample, runProgram } from './run-program';

export interface Measured {
  /** One for each round: the same index is the same round for all cases. */
  readonly samples: readonly Sample[];
  /** How many stacks it wrote. */
  readonly stacks: number;
  /** The size of all stacks together. */
  readonly jsonBytes: number;
}

export interface Rounds {
  readonly root: string;
  /** How many rounds count; one more comes before them, to warm up. */
  readonly runs: number;
  /** Ends it early; what was written goes then too. */
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}

/** Runs every case once a round, so that a machine that slows down slows them all. */
export async function measure(
  cases: readonly Case[],
  { root, runs, signal, progress }: Rounds,
): Promise<ReadonlyMap<Case, Measured>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    const ready = cases.map((each, index) => makeReady(each, { root, folder: path.join(folder, String(index)) }));
    for (let round = 0; round <= runs; round++) {
      progress(round === 0 ? 'Warming up' : `Round ${round} of ${runs}`);
      for (const { place, program, samples } of ready) {
        const sample = await runProgram(place, program, signal);
        if (round > 0) samples.push(sample);
      }
    }
    return new Map(ready.map(({ of, place, samples }) => [of, { samples, ...stacksIn(place.folder) }]));
  } finally {
    // A program that was stopped may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Ready {
  readonly of: Case;
  readonly place: Place;
  readonly program: Program;
  readonly samples: Sample[];
}

function makeReady(of: Case, place: Place): Ready {
  mkdirSync(place.folder);
  return { of, place, program: of.prepare(place), samples: [] };
}

function stacksIn(folder: string): Pick<Measured, 'stacks' | 'jsonBytes'> {
  const output = path.join(folder, 'cdktf.out');
  const manifest = path.join(output, 'manifest.json');
  if (!existsSync(manifest)) return { stacks: 0, jsonBytes: 0 };
  const { stacks } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly stacks: object };
  const sizes = Object.keys(stacks).map((stack) => statSync(path.join(output, 'stacks', stack, 'cdk.tf.json')).size);
  return { stacks: sizes.length, jsonBytes: sizes.reduce((total, size) => total + size, 0) };
}
