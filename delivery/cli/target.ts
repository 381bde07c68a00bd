import { OUTSIDE_PROMOTION } from '../domain/record';
import type { Configuration } from '../../environments/parse';
import type { Environment } from '../../environments/schema';
import { UsageError } from '../../cli/exit-code';

/** What is planned and applied by itself: an environment, or the organization. */
export interface ReleaseTarget {
  readonly name: string;
  readonly service: string;
  readonly accountId: string;
  readonly region: string;
  readonly state: Environment['state'];
}

/** Where its bundles belong in S3: only there its roles may write and read them, and they expire. */
export function bundleFolder({ name, service, state }: Pick<ReleaseTarget, 'name' | 'service' | 'state'>): string {
  return `s3://${state.bucket}/${service}/${name}/bundles`;
}

/** The configuration, and what of it a command is about. */
export interface ConfiguredTarget {
  readonly configuration: Configuration;
  readonly target: ReleaseTarget;
}

/** The configuration that the tree describes. */
export async function loadedConfiguration(): Promise<Configuration> {
  const { loadConfiguration } = await import('#environments');
  return loadConfiguration(process.env['BACKUP_ENVIRONMENTS_DIR'] ?? 'environments', new Date());
}

/**
 * An environment of the configuration, or its organization.
 * @throws {RefusedError} when the configuration is refused
 * @throws {UsageError} when it has no such environment
 */
export async function configuredTarget(name: string): Promise<ConfiguredTarget> {
  const configuration = await loadedConfiguration();
  const targets = targetsOf(configuration);
  const target = targets.find((one) => one.name === name);
  if (target) return { configuration, target };
  const names = targets.map((one) => one.name).join(', ');
  throw new UsageError(`The configuration has no environment "${name}".\n→ name one of ${names}`);
}

/** Everything that can be planned and applied: first the environments, in the order of promotion. */
export function targetsOf({ environments, organization }: Configuration): ReleaseTarget[] {
  if (!organization) return [...environments];
  const { service, region, state, managementAccount } = organization;
  return [...environments, { name: OUTSIDE_PROMOTION, service, region, state, accountId: managementAccount.id }];
}
