import { listenForCancellation } from '../cli/cancellation';
import { UsageError } from '../cli/exit-code';
import type { Environment } from '../environments/schema';
import { chosenEnvironment, type ChosenEnvironment } from './chosen-environment';
import { emptyGuide, guide } from './guide';
import { seed } from './seed/seed';
import { startLocalAws, type LocalAws } from './start';
import { localProvider, type LocalProvider } from './terraform-provider';

interface ServeOptions extends ChosenEnvironment {
  /** Whether nothing is created in the account. */
  readonly empty?: boolean;
  /** The version of the AWS provider for an empty account. */
  readonly provider?: string;
  /** 0: a free port. */
  readonly port: number;
  /** Simulated seconds per second. */
  readonly speed: number;
}

/** Runs a local AWS until a signal stops it. Only the exports for the shell go to stdout. */
export async function serve({ port, speed, empty = false, provider, ...chosen }: ServeOptions): Promise<void> {
  // Registered first, so that an early signal leaves nothing behind.
  const ended = untilSignal();
  const environment = await chosenEnvironment(chosen);
  const terraform = empty ? await localProvider(provider) : undefined;
  console.error(`creating the account of ${environment.name}`);
  const starting = startLocalAws(environment.accountId, port, { managedPolicies: empty });
  const aws = await starting.catch((error: unknown) => refusePort(error, port));
  try {
    aws.standIn.clock.speed = speed;
    if (terraform) leaveEmpty(aws, environment, terraform);
    else await Promise.race([ended, fill(aws, environment, speed)]);
    await ended;
  } finally {
    await aws.stop();
  }
}

async function fill({ standIn, variables }: LocalAws, environment: Environment, speed: number): Promise<void> {
  const seeded = await seed(standIn, environment);
  console.log(exportsText(variables, environment));
  console.error(guide(environment, seeded, speed));
}

function leaveEmpty({ standIn, variables }: LocalAws, environment: Environment, provider: LocalProvider): void {
  standIn.state.agentsRegister = true;
  console.log(exportsText(variables, environment, provider));
  console.error(emptyGuide(environment, provider));
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
function exportsText(aws: LocalAws['variables'], { region }: Environment, provider?: LocalProvider): string {
  const all = Object.entries({ ...aws, AWS_REGION: region, AWS_DEFAULT_REGION: region, ...provider?.variables });
  const set = all.filter(([, value]) => value !== '').map(([name, value]) => `export ${name}=${quoted(value)}`);
  const unset = all.filter(([, value]) => value === '').map(([name]) => name);
  return [...set, `unset ${unset.join(' ')}`].join('\n');
}

/** The shell replaces a variable in it. */
const quoted = (value: string): string => (value.includes('$') ? `"${value}"` : value);
