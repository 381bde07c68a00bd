import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import { TerraformError, TerraformMissingError, TerraformStoppedError } from './terraform-error';

/** The options of Terraform. */
export interface TerraformOptions {
  /** Environment variables in addition to those of this process. */
  readonly variables: Readonly<Record<string, string>>;
  /** Asks the running Terraform to end cleanly, and starts no other one. */
  readonly stop: AbortSignal;
}

/** The result of Terraform, and its output. */
export interface TerraformResult {
  readonly code: number | null;
  readonly output: string;
}

/** Variables of the caller that would change what Terraform does, or print secrets. */
const UNWANTED = /^TF_(CLI_ARGS|WORKSPACE$|DATA_DIR$|LOG|INPUT$|VAR_)/;

const QUIET = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };

/** The Terraform in PATH. */
export class Terraform {
  constructor(private readonly options: TerraformOptions) {}

  /** Whether it was cancelled. */
  get stopped(): boolean {
    return this.options.stop.aborted;
  }

  /**
   * Runs Terraform, and appends its output to a log. The log is Terraform's stdout: if this process is killed, Terraform
   * still finishes and releases its lock.
   *
   * @param log the file to append to
   * @throws {TerraformMissingError | TerraformStoppedError}
   */
  async run(folder: string, args: readonly string[], log: string): Promise<TerraformResult> {
    const file = openSync(log, 'a+', 0o600);
    try {
      const { size: from } = fstatSync(file);
      const code = await this.ended(this.start(folder, [...args, '-no-color'], file));
      return { code, output: textFrom(file, from) };
    } finally {
      closeSync(file);
    }
  }

  /**
   * Runs Terraform and returns its stdout, which may contain secrets and is written nowhere else.
   *
   * @param log the file to append errors to
   * @throws {TerraformMissingError | TerraformStoppedError}
   * @throws {TerraformError} when it fails
   */
  async output(folder: string, args: readonly string[], log: string): Promise<string> {
    const file = openSync(log, 'a', 0o600);
    try {
      const child = this.start(folder, args, file, 'pipe');
      const [code, printed] = await Promise.all([this.ended(child), child.stdout ? text(child.stdout) : '']);
      if (code === 0) return printed;
      if (this.stopped) throw new TerraformStoppedError('Stopped.');
      throw new TerraformError(`terraform ${args[0] ?? ''} failed.\n→ read ${log}`);
    } finally {
      closeSync(file);
    }
  }

  /**
   * The version, such as `1.11.4`.
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
      // Ctrl-C reaches the whole process group. With the forwarded signal it would be the second one, at which Terraform
      // ends without releasing its lock.
      detached: true,
    });
  }

  private async ended(child: ChildProcess): Promise<number | null> {
    const { stop } = this.options;
    const forward = (): void => void child.kill('SIGINT');
    stop.addEventListener('abort', forward, { once: true });
    try {
      return await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new TerraformMissingError(
        'terraform is not in PATH.\n→ install Terraform 1.11 or later, or add it to PATH',
        { cause: error },
      );
    } finally {
      stop.removeEventListener('abort', forward);
    }
  }
}

/** The content of an open file from an offset. Another run may have replaced the file at its path. */
function textFrom(file: number, from: number): string {
  const bytes = Buffer.alloc(fstatSync(file).size - from);
  return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from));
}
