import { OUTSIDE_PROMOTION } from '../domain/record';
import type { Configuration } from '../../environments/parse';
import type { Environment } from '../../environments/schema';
import { byName, loadConfiguration } from '../../cli/configuration';

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

/**
 * An environment of the configuration, or its organization.
 * @throws {RefusedError} when the configuration is refused
 * @throws {UsageError} when it has no such environment
 */
export async function configuredTarget(name: string): Promise<ConfiguredTarget> {
  const configuration = await loadConfiguration();
  return { configuration, target: byName(targetsOf(configuration), name) };
}

/** Everything that can be planned and applied: first the environments, in the order of promotion. */
export function targetsOf({ environments, organization }: Configuration): ReleaseTarget[] {
  if (!organization) return [...environments];
  const { service, region, state, managementAccount } = organization;
  return [...environments, { name: OUTSIDE_PROMOTION, service, region, state, accountId: managementAccount.id }];
}
