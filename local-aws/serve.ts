import { configuredEnvironment } from '../cli/configuration';
import { UsageError } from '../cli/exit-code';
import type { Environment } from '../environments/schema';
import { guide } from './guide';
import { seed } from './seed/seed';
import { startLocalAws, type LocalAws } from './start';

interface ServeOptions {
  readonly environment: string;
  /** 0: a free one. */
  readonly port: number;
  /** How many seconds pass in one. */
  readonly speed: number;
}

/** Runs a local AWS until a signal ends it. On stdout is only what a shell reads: what to export. */
export async function serve({ environment: name, port, speed }: ServeOptions): Promise<void> {
  // From the start: nothing may be left behind, whenever people change their minds.
  const ended = untilSignal();
  const environment = await configuredEnvironment(name, new Date());
  console.error(`making the account of ${name}`);
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
  const why = code === 'EACCES' ? 'may not be used' : 'is in use';
  throw new UsageError(`Port ${port} ${why}.\n→ name another one, or leave --port out for a free one`);
}

/** Further signals change nothing: it is ending. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

/** What a shell has to do; an empty variable is one that must not be there. */
function exportsText(variables: LocalAws['variables']): string {
  const unset = Object.keys(variables).filter((name) => variables[name] === '');
  const set = Object.entries(variables).filter(([, value]) => value !== '');
  return [...set.map(([name, value]) => `export ${name}=${value}`), `unset ${unset.join(' ')}`].join('\n');
}
