import type { Environment } from '../../environments/schema';
import { backupDefinition } from '../backup-definition';
import type { StandIn } from '../stand-in';
import { accountOf } from './account';
import { seedGenerations } from './generations';
import { seedNotifications } from './notifications';
import { seedPlans } from './plans';
import { seedRecoveryPoints } from './recovery-points';
import { seedRoles } from './roles';
import { seedServers, type Servers } from './servers';
import { seedVaults } from './vaults';

/** What people find, besides what their configuration says. */
export interface Seeded {
  readonly servers: Servers;
  /** What of the configuration is not there, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Makes in the local AWS what the stacks of an environment make in its account, and a few instances that it backs up,
 * with what earlier backups have left. All of it follows the configuration.
 */
export async function seed(standIn: StandIn, environment: Environment): Promise<Seeded> {
  const account = accountOf(standIn, environment);
  const { region, ssmBackup } = environment;
  const instanceProfile = await seedRoles(account);
  const leftOut = await seedNotifications(account);
  seedVaults(account);
  seedPlans(account);
  const servers = await seedServers(account, instanceProfile);
  await seedRecoveryPoints(account, servers.planned);
  if (ssmBackup !== 'none') {
    const { before, after } = ssmBackup;
    account.state.automationDefinitions.push(backupDefinition(region, { before, after }));
    await seedGenerations(account, servers);
  }
  return { servers, leftOut };
}
