import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import type { Ended } from '../commands';
import { ROOT } from '../terraform/programs';

interface Job {
  readonly steps: readonly { readonly run?: string; readonly if?: string }[];
}

const { jobs } = parse(readFileSync(path.join(ROOT, '.github', 'workflows', 'deploy.yml'), 'utf8')) as {
  readonly jobs: Readonly<Record<string, Job>>;
};

/** The bundle that the job Plan passes to the job Apply, by their names in deploy.yml. */
export interface Approved {
  readonly BUNDLE: string;
  readonly SHA256: string;
}

/**
 * The arguments of `backupctl` in a job of deploy.yml, for an environment.
 *
 * @param values of the shell variables in the command
 */
export function deployCommand(job: 'plan' | 'apply', values: Readonly<Record<string, string>>): string[] {
  const runs = jobs[job]?.steps.filter(({ if: condition = '' }) => !condition.includes('==')) ?? [];
  const [, command = ''] = runs.flatMap(({ run = '' }) => /^npx backupctl (.+) > \w+\.txt$/.exec(run) ?? []);
  return command.split(' ').map((word) => word.replaceAll(/^"\$(\w+)"$/g, (_, name: string) => values[name] ?? ''));
}

/** The bundle and its digest, as deploy.yml reads them from the plan. */
export function approvedIn({ stdout }: Ended): Approved {
  const [, BUNDLE = '', SHA256 = ''] = /\nBundle (\S+)\nsha256 ([0-9a-f]{64})\n$/.exec(stdout) ?? [];
  return { BUNDLE, SHA256 };
}
