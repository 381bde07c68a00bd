import { OUTSIDE_PROMOTION } from '../domain/record';
import type { Configuration } from '../../environments/parse';
import type { Environment } from '../../environments/schema';
import { byName, loadConfiguration } from '../../cli/configuration';

/** A deployment unit: an environment, or the organization. */
export interface ReleaseTarget {
  readonly name: string;
  readonly service: string;
  readonly accountId: string;
  readonly region: string;
  readonly state: Environment['state'];
}

/** The only folder in S3 where the roles may write and read bundles, and where they expire. */
export function bundleFolder({ name, service, state }: Pick<ReleaseTarget, 'name' | 'service' | 'state'>): string {
  return `s3://${state.bucket}/${service}/${name}/bundles`;
}

/** The configuration, and the deployment unit of a command. */
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
  return targetIn(await loadConfiguration(), name);
}

/** @throws {UsageError} when the configuration has no such environment */
export function targetIn(configuration: Configuration, name: string): ConfiguredTarget {
  return { configuration, target: byName(targetsOf(configuration), name) };
}

/** All deployment units: the environments in promotion order, then the organization. */
export function targetsOf({ environments, organization }: Configuration): ReleaseTarget[] {
  if (!organization) return [...environments];
  const { service, region, state, managementAccount } = organization;
  return [...environments, { name: OUTSIDE_PROMOTION, service, region, state, accountId: managementAccount.id }];
}

/** The whole name of a stack, as `NAME.imports.json` and `NAME.removed.json` list it. */
export function stackIn({ name }: Pick<ReleaseTarget, 'name'>, stack: string): string {
  return name === OUTSIDE_PROMOTION ? stack : `${name}-${stack}`;
}

/** The whole names of the stacks that Terraform no longer manages. */
export function unmanagedIn(
  target: Pick<ReleaseTarget, 'name'>,
  { removed }: Pick<Configuration, 'removed'>,
): string[] {
  return (removed[target.name]?.value.stacks ?? []).map((stack) => stackIn(target, stack));
}
