import type { Comparison } from '../../domain/verify/comparison';
import type { Environment } from '../../environments/schema';
import type { Progress } from '../../operations/progress';
import type { ClientScope } from '../aws/clients';

/**
 * Compares the configuration of an environment with AWS (N9).
 *
 * @param home the region of the environment's parameters
 * @param regions the regions to compare, of those with a topic of the environment
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
