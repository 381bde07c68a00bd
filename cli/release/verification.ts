import type { Verification } from '../../domain/release/record';
import { verifyEnvironment } from '../../operations/verify/verify-environment';
import { progressOnStderr } from '../aws/progress';
import { verified, verifyClients } from '../aws/verified-environment';
import type { ConfiguredTarget } from './target';

/**
 * Compares an environment with AWS, as `backupctl verify` does (N9). The organization has no such comparison.
 * @throws {AwsError}
 */
export async function verification(
  { configuration, target }: ConfiguredTarget,
  profile: string | undefined,
): Promise<Verification | undefined> {
  const environment = configuration.environments.find(({ name }) => name === target.name);
  if (environment === undefined) return undefined;
  const clients = await verifyClients({ profile, region: target.region });
  const { progress, done } = progressOnStderr();
  const { regions } = environment.notifications;
  const comparisons = await verifyEnvironment(clients, verified(environment), regions, progress).finally(done);
  const differences = comparisons.filter(({ state }) => state === 'different' || state === 'unknown').length;
  return { ok: differences === 0, at: new Date().toISOString(), differences };
}
