import type { LocalAws } from '../../aws/local-aws';

export type Variables = Readonly<Record<string, string>>;

/** A command, and the AWS in which it calls everything that it can call. */
export interface Scenario<Made = any> {
  readonly account: string;
  /** Arguments of backupctl. */
  readonly args: (made: Made) => readonly string[];
  /** Creates what remains between runs. */
  readonly make: (aws: LocalAws) => Promise<Made>;
  /** Fills the stand-in, which has just been reset. Returns further variables of the command. */
  readonly fill: (aws: LocalAws, made: Made) => Variables | Promise<Variables>;
  /** The exit code without a fault. */
  readonly code: number;
  /** The file that it writes in its folder, and only if no call fails. */
  readonly writes?: string;
  /** The file that a failed run leaves for the next one. */
  readonly keeps?: string;
}

/** By the words of the command. */
export type Scenarios = Readonly<Record<string, Scenario>>;

export const REGION = 'ap-northeast-1';
export const ACCOUNT = '111111111111';

export const clientOptions = ({ standIn: { url: endpoint } }: LocalAws) => ({
  region: REGION,
  endpoint,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
