import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

import type { StandIn } from '../../local-aws/stand-in';
import { startBackupctl, type Ended } from '../commands';
import { run, type Variables } from '../terraform/programs';

/** What ends a command: a signal, or a machine that fails, and with it Terraform and its provider. */
export const KILLS = ['SIGINT', 'SIGTERM', 'SIGKILL', 'machine failure'] as const;
export type Kill = (typeof KILLS)[number];

/** Whether the command can clean up. */
export const isGraceful = (kill: Kill): boolean => kill === 'SIGINT' || kill === 'SIGTERM';

/** Where a command is killed: when AWS has received such a request this many times. */
export interface KillPoint {
  readonly action: RegExp;
  /** @default 1 */
  readonly count?: number;
}

/** Calls that change something, except those for states and bundles. */
export const WRITES = /^(?!s3:|sts:)\w+:(?!(?:Get|List|Describe|Lookup|Search)|(?:GET|HEAD) )/;

/** Calls of the backend for a state. */
export const stateCalls = (stack: string) => ({
  locked: new RegExp(`^s3:PUT .*/${stack}/terraform\\.tfstate\\.tflock$`),
  written: new RegExp(`^s3:PUT .*/${stack}/terraform\\.tfstate$`),
  unlocked: new RegExp(`^s3:DELETE .*/${stack}/terraform\\.tfstate\\.tflock$`),
});

/** How a killed command ended, and whether it was killed. */
export interface Killed extends Ended {
  readonly killed: boolean;
}

/** Runs `backupctl`, kills it, and waits until every process that it started has ended. */
export async function killed(
  standIn: StandIn,
  { action, count = 1 }: KillPoint,
  kill: Kill,
  command: { readonly args: readonly string[]; readonly folder: string; readonly variables: Variables },
): Promise<Killed> {
  const started = startBackupctl(command.args, command.folder, command.variables);
  let left = count;
  let processes: readonly number[] = [];
  standIn.onRequest((received) => {
    if (!action.test(received) || (left -= 1) !== 0) return;
    processes = [started.pid, ...descendants(started.pid)];
    if (kill === 'machine failure') for (const pid of processes) signal(pid, 'SIGKILL');
    else signal(started.pid, kill);
  });
  const ended = await started.ended;
  while (processes.some(isRunning)) await setTimeout(20);
  standIn.onRequest(() => {});
  return { ...ended, killed: left <= 0 };
}

/**
 * Runs the `terraform` commands that a message shows, as a user does. Fails, with the message, if it shows none.
 *
 * @param id in place of an ID that the message does not know
 */
export async function follow({ stdout, stderr }: Ended, folder: string, variables: Variables, id = ''): Promise<void> {
  const commands = [...stderr.matchAll(/^ {2,4}(terraform -chdir=\S+ .*)$/gm)].map(([, line = '']) => line);
  const script = commands.join('\n').replace('force-unlock', 'force-unlock -force').replaceAll("'ID'", id);
  const { code, said } = await run('bash', ['-e', '-c', script], folder, variables);
  if (commands.length === 0 || code !== 0) throw new Error(`${stdout}${stderr}\n${said}`);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

function isRunning(pid: number): boolean {
  // A process that has ended and whose parent has, too, may still be listed.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

function descendants(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  const children = stdout.split('\n').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}
