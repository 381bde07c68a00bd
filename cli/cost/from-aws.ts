import type { Measured } from '../../domain/cost/cost-report';
import type { CostAccount } from '../../domain/cost/model';
import type { Unread } from '../../domain/coverage/status';
import type { Configuration } from '../../environments/parse';
import { environmentIn, environmentsFolder } from '../configuration';
import { UsageError } from '../exit-code';
import { progressOnStderr } from '../progress';

export interface FromAwsOptions {
  /** The environment, or true if another option says what to measure. */
  readonly fromAws?: string | true;
  readonly environment?: string;
  readonly organization?: true;
  readonly role?: string;
  readonly profile?: string;
}

/** What the options say to measure. */
type Choice = { readonly environment: string } | 'organization' | undefined;

/** @throws {UsageError} */
export function measuringChoice({ fromAws, environment, organization, role }: FromAwsOptions): Choice {
  if (fromAws === undefined) {
    const unused = environment === undefined ? organization && '--organization' : '--environment';
    const option = unused ?? (role === undefined ? undefined : '--role');
    if (option === undefined) return undefined;
    throw new UsageError(`${option} is for sizes from AWS.\n→ use it with --from-aws`);
  }
  if (typeof fromAws === 'string' && (environment !== undefined || organization)) {
    throw new UsageError(
      '--from-aws names an environment already.\n→ remove its name, or --environment and --organization',
    );
  }
  const name = typeof fromAws === 'string' ? fromAws : environment;
  if (name === undefined && !organization) {
    throw new UsageError('There is nothing to measure.\n→ add --environment NAME, or --organization');
  }
  if (role !== undefined && !organization) {
    throw new UsageError('--role is for members of the organization.\n→ use it with --organization');
  }
  return name === undefined ? 'organization' : { environment: name };
}

interface Measuring extends Pick<FromAwsOptions, 'profile' | 'role'> {
  readonly choice: Choice;
}

/** What AWS reports instead of declared sizes; undefined without `--from-aws`. */
export async function sizesFromAws(
  configuration: Configuration,
  accounts: readonly CostAccount[],
  { choice, profile, role }: Measuring,
): Promise<{ readonly measured?: Measured; readonly unread: readonly Unread[] }> {
  if (choice === undefined) return { unread: [] };
  const { measureEnvironment, measureOrganization } = await import('./measure');
  const { progress, done } = progressOnStderr();
  if (choice !== 'organization') {
    const environment = environmentIn(configuration, choice.environment);
    return { measured: await measureEnvironment(environment, { profile, progress }).finally(done), unread: [] };
  }
  const { organization } = configuration;
  if (!organization) {
    throw new UsageError(
      `The configuration has no organization.\n→ define it in ${environmentsFolder()}/organization.ts, or add --environment NAME`,
    );
  }
  return measureOrganization(organization, accounts, { profile, role, progress }).finally(done);
}
