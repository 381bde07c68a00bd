import { listenForCancellation } from '../cli/cancellation';
import { environmentIn, loadConfiguration } from '../cli/configuration';
import { UsageError } from '../cli/exit-code';
import type { Environment } from '../environments/schema';
import { guide } from './guide';
import { seed } from './seed/seed';
import { startLocalAws, type LocalAws } from './start';

interface ServeOptions {
  /** @default - the first environment */
  readonly environment?: string;
  /** 0: a free port. */
  readonly port: number;
  /** Simulated seconds per second. */
  readonly speed: number;
}

/** Runs a local AWS until a signal stops it. Only the exports for the shell go to stdout. */
export async function serve({ environment: name, port, speed }: ServeOptions): Promise<void> {
  // Registered first, so that an early signal leaves nothing behind.
  const ended = untilSignal();
  const configuration = await loadConfiguration();
  const environment = environmentIn(configuration, name ?? configuration.environments[0]?.name ?? '');
  console.error(`creating the account of ${environment.name}`);
  const aws = await startLocalAws(environment.accountId, port).catch((error: unknown) => refusePort(error, port));
  try {
    aws.standIn.clock.speed = speed;
    await Promise.race([ended, fill(aws, environment, speed)]);
    await ended;
  } finally {
    await aws.stop();
  }
}

async function fill({ standIn, variables }: LocalAws, environment: Environment, speed: number): Promise<void> {
  const seeded = await seed(standIn, environment);
  const { region } = environment;
  console.log(exportsText({ ...variables, AWS_REGION: region, AWS_DEFAULT_REGION: region }));
  console.error(guide(environment, seeded, speed));
}

function refusePort(error: unknown, port: number): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
  const why = code === 'EACCES' ? 'requires more privileges' : 'is in use';
  throw new UsageError(`Port ${port} ${why}.\n→ choose another port, or omit --port to use a free one`);
}

/** Further signals are ignored: it is already stopping. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    listenForCancellation(() => resolve());
  });
}

/** Commands for the shell. An empty value unsets its variable. */
function exportsText(variables: LocalAws['variables']): string {
  const unset = Object.keys(variables).filter((name) => variables[name] === '');
  const set = Object.entries(variables).filter(([, value]) => value !== '');
  return [...set.map(([name, value]) => `export ${name}=${value}`), `unset ${unset.join(' ')}`].join('\n');
}
