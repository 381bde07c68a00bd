import { OUTSIDE_PROMOTION, type Verification } from '../../domain/release/record';
import type { Configuration } from '../../environments/parse';
import type { Progress } from '../../operations/progress';
import { comparedEnvironment } from '../aws/compared-environment';
import { comparedPolicies } from '../aws/compared-policies';
import type { AwsOptions } from '../aws/options';

/**
 * Compares what was applied with what AWS has: for an environment as `backupctl verify` does, for the organization as
 * `backupctl policy verify`. What cannot be compared counts as a difference: it is not proven.
 *
 * @param name of an environment, or `organizations`
 */
export async function verification(
  { environments, organization }: Configuration,
  name: string,
  options: AwsOptions,
  progress: Progress,
): Promise<Verification> {
  const differences = await countDifferences();
  return { ok: differences === 0, at: new Date().toISOString(), differences };

  async function countDifferences(): Promise<number> {
    if (name === OUTSIDE_PROMOTION && organization) {
      const home = { ...options, region: organization.region };
      const accounts = await comparedPolicies(organization, new Date(), home, progress);
      return accounts.filter(({ verdict }) => verdict !== 'same').length;
    }
    const environment = environments.find((one) => one.name === name);
    if (!environment) throw new Error(`the configuration has no ${name}`);
    const home = { ...options, region: environment.region };
    const comparisons = await comparedEnvironment(environment, home, progress);
    return comparisons.filter(({ state }) => state === 'different' || state === 'unknown').length;
  }
}
