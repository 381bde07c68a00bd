import { CreateDocumentCommand } from '@aws-sdk/client-ssm';

import type { Environment } from '../../environments/schema';
import { backupDefinition } from '../backup-definition';
import type { StandIn } from '../stand-in';
import { accountOf } from './account';
import { seedGenerations } from './generations';
import { seedNotifications } from './notifications';
import { seedPlans } from './plans';
import { seedRecoveryPoints } from './recovery-points';
import { seedBackupRoles, seedInstanceProfile } from './roles';
import { seedAgents, seedServers, type Servers } from './servers';
import { seedVaults } from './vaults';
import { seedWindow } from './window';

/** The sample resources, in addition to the configured ones. */
export interface Seeded {
  readonly servers: Servers;
  /** Configured resources that are missing, one sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Creates the resources of an environment's stacks in the local AWS, and a few instances with earlier backups. All of it
 * follows the configuration.
 */
export async function seed(standIn: StandIn, environment: Environment): Promise<Seeded> {
  const account = accountOf(standIn, environment);
  const { region, ssmBackup } = environment;
  await seedBackupRoles(account);
  const leftOut = await seedNotifications(account);
  await seedVaults(account);
  await seedPlans(account);
  const servers = await seedServers(account, await seedInstanceProfile(account));
  seedAgents(account, servers);
  await seedRecoveryPoints(account, servers.planned);
  if (ssmBackup !== 'none') {
    const { before, after } = ssmBackup;
    const { name, document } = backupDefinition(region, { before, after });
    const Content = JSON.stringify(document);
    await account.ssm(region).send(new CreateDocumentCommand({ Name: name, DocumentType: 'Automation', Content }));
    await seedGenerations(account, servers);
    await seedWindow(account);
  }
  return { servers, leftOut };
}
