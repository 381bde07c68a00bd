import { configuredEnvironment } from '../cli/aws/configured-environment';
import { UsageError } from '../cli/exit-code';
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
  const environment = await configuredEnvironment(name, new Date());
  const aws = await startLocalAws(environment.accountId, port).catch((error: unknown) => refusePort(error, port));
  try {
    const ended = untilSignal();
    aws.standIn.clock.speed = speed;
    const seeded = await seed(aws.standIn, environment);
    const all = { ...aws.variables, AWS_REGION: environment.region, AWS_DEFAULT_REGION: environment.region };
    console.log(exportsText(all));
    console.error(guide(environment, seeded, speed));
    await ended;
  } finally {
    await aws.stop();
  }
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
