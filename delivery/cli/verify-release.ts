import { OUTSIDE_PROMOTION, type Verification } from '../domain/record';
import type { Configuration } from '../../environments/parse';
import { compareEnvironment } from '../../cli/verify/compare-environment';
import { managedPart } from '../../cli/verify/managed-part';
import { comparePolicies } from '../../cli/policy/compare-policies';
import { progressOnStderr } from '../../cli/progress';
import { unmanagedIn } from './target';

/** The applied configuration. */
interface AppliedTarget {
  readonly configuration: Configuration;
  readonly target: { readonly name: string; readonly region: string };
}

/**
 * Compares an environment with AWS as `backupctl verify` does (N9), the organization as `backupctl policy verify` (O7).
 * A setting that cannot be compared counts as a difference.
 *
 * @throws {AwsError}
 */
export async function verification(applied: AppliedTarget, profile: string | undefined): Promise<Verification> {
  const differences = await countedDifferences(applied, profile);
  return { ok: differences === 0, at: new Date().toISOString(), differences };
}

async function countedDifferences(
  { configuration, target }: AppliedTarget,
  profile: string | undefined,
): Promise<number> {
  const { environments, organization } = configuration;
  const home = { profile, region: target.region };
  if (unmanagedIn(target, configuration).includes(OUTSIDE_PROMOTION)) return 0;
  const { progress, done } = progressOnStderr();
  if (target.name === OUTSIDE_PROMOTION && organization) {
    const accounts = await comparePolicies(organization, new Date(), home, progress).finally(done);
    return accounts.filter(({ verdict }) => verdict !== 'same').length;
  }
  const environment = environments.find(({ name }) => name === target.name);
  if (!environment) throw new Error(`the configuration has no ${target.name}`);
  const comparisons = await compareEnvironment(managedPart(environment, configuration), home, progress).finally(done);
  return comparisons.filter(({ state }) => state === 'different' || state === 'unknown').length;
}
