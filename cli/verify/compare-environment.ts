import type { Comparison } from '../../domain/verify/comparison';
import type { Environment } from '../../environments/schema';
import type { Progress } from '../../operations/progress';
import type { ClientScope } from '../aws/clients';

/**
 * Reads back what an environment configures, and compares (N9).
 *
 * @param home where the environment's parameters are
 * @param regions of those that have one of the environment's topics
 */
export async function compareEnvironment(
  environment: Environment,
  home: ClientScope,
  progress: Progress,
  regions: readonly string[] = environment.notifications.regions,
): Promise<Comparison[]> {
  const [{ verifyClients, verified }, { verifyEnvironment }] = await Promise.all([
    import('./verified-environment'),
    import('../../operations/verify/verify-environment'),
  ]);
  return verifyEnvironment(await verifyClients(home), verified(environment), regions, progress);
}
