import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import { TerraformError, TerraformMissingError, TerraformStoppedError } from './terraform-error';

/** How Terraform is run. */
export interface TerraformOptions {
  /** Environment variables over those of this process. */
  readonly variables: Readonly<Record<string, string>>;
  /** Asks the Terraform that runs to end in good order, and begins no other one. */
  readonly stop: AbortSignal;
}

/** How a Terraform ended, and what it told. */
export interface TerraformEnded {
  readonly code: number | null;
  readonly said: string;
}

/** Those of the caller's variables that would make Terraform do something else than it is asked, or tell secrets. */
const UNWANTED = /^TF_(CLI_ARGS|WORKSPACE$|DATA_DIR$|LOG|INPUT$|VAR_)/;

const QUIET = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };

/** The Terraform on the path. */
export class Terraform {
  constructor(private readonly options: TerraformOptions) {}

  /** Whether people have broken it off. */
  get stopped(): boolean {
    return this.options.stop.aborted;
  }

  /**
   * Runs it, and writes all that it tells to a log. The log is its own stdout: should this process be killed, it goes on to
   * its end and gives its lock back.
   *
   * @param log a file that is added to
   * @throws {TerraformMissingError | TerraformStoppedError}
   */
  async run(folder: string, args: readonly string[], log: string): Promise<TerraformEnded> {
    const file = openSync(log, 'a+', 0o600);
    try {
      const { size: from } = fstatSync(file);
      const code = await this.ended(this.start(folder, [...args, '-no-color'], file));
      return { code, said: textFrom(file, from) };
    } finally {
      closeSync(file);
    }
  }

  /**
   * Runs it for what it prints, which may hold secrets: that goes nowhere else.
   *
   * @param log a file that is added to when it complains
   * @throws {TerraformMissingError | TerraformStoppedError}
   * @throws {TerraformError} when it fails
   */
  async output(folder: string, args: readonly string[], log: string): Promise<string> {
    const file = openSync(log, 'a', 0o600);
    try {
      const child = this.start(folder, args, file, 'pipe');
      const [code, printed] = await Promise.all([this.ended(child), child.stdout ? text(child.stdout) : '']);
      if (code === 0) return printed;
      throw new TerraformError(`terraform ${args[0] ?? ''} failed.\n→ read ${log}`);
    } finally {
      closeSync(file);
    }
  }

  /**
   * Its version, such as `1.11.4`.
   * @throws {TerraformMissingError | TerraformStoppedError}
   */
  async version(): Promise<string> {
    const child = this.start(process.cwd(), ['version', '-json'], 'ignore', 'pipe');
    const [, printed] = await Promise.all([this.ended(child), child.stdout ? text(child.stdout) : '']);
    return /"terraform_version": *"(?<version>[^"]+)"/.exec(printed)?.groups?.['version'] ?? 'unknown';
  }

  private start(
    cwd: string,
    args: readonly string[],
    file: number | 'ignore',
    stdout: number | 'ignore' | 'pipe' = file,
  ): ChildProcess {
    const { stop, variables } = this.options;
    if (stop.aborted) throw new TerraformStoppedError('Stopped.');
    const inherited = Object.entries(process.env).filter(([name]) => !UNWANTED.test(name));
    return spawn('terraform', args, {
      cwd,
      env: { ...Object.fromEntries(inherited), ...QUIET, ...variables },
      stdio: ['ignore', stdout, file],
      // Ctrl-C reaches the whole group: with the one that is passed on it would be the second, at which Terraform drops
      // everything, its lock included.
      detached: true,
    });
  }

  private async ended(child: ChildProcess): Promise<number | null> {
    const { stop } = this.options;
    const pass = (): void => void child.kill('SIGINT');
    stop.addEventListener('abort', pass, { once: true });
    try {
      return await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new TerraformMissingError(
        'There is no terraform on the path.\n→ install Terraform 1.11 or later, or put it on the path',
        { cause: error },
      );
    } finally {
      stop.removeEventListener('abort', pass);
    }
  }
}

/** What an open file holds from there on, whatever lies at its path by now: another run begins a log of its own. */
function textFrom(file: number, from: number): string {
  const bytes = Buffer.alloc(fstatSync(file).size - from);
  return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from));
}
