import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';

import type { Place, Program } from './case';

/** What one run of a program took. */
export interface Sample {
  readonly wallMs: number;
  readonly peakMb: number;
}

/**
 * Runs a program once, from start to end.
 * @throws {Error} when it fails: then there is nothing to measure.
 */
export async function runProgram({ root, folder }: Place, program: Program, signal: AbortSignal): Promise<Sample> {
  const peakFile = path.join(folder, 'peak');
  const args = ['--require', path.join(root, 'bench/report-peak.js'), ...program.arguments];
  const env = { ...cleanVariables(), ...program.variables, BENCH_PEAK_FILE: peakFile };
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  // Read to its end, as a program that is given it would.
  child.stdout.resume();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${program.arguments.join(' ')} ended with ${code}\n${stderr}`);
  return { wallMs, peakMb: Number(readFileSync(peakFile, 'utf8')) / 1024 };
}

/** The caller's variables without those that would make the measured programs do something else. */
function cleanVariables(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(BACKUP_|CDKTF_|BENCH_)/.test(name));
  return Object.fromEntries(kept);
}
