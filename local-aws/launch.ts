import { chosenEnvironment, type ChosenEnvironment } from './chosen-environment';
import { localAwsUrl } from './local-only';
import { clientsOf } from './seed/account';
import { seedInstanceProfile } from './seed/roles';
import { seedServers } from './seed/servers';

/**
 * Launches sample instances in the account of an environment, as its users do, and prints them.
 * @throws {UsageError} when the environment variables do not name a local AWS
 */
export async function launch(chosen: ChosenEnvironment): Promise<void> {
  const url = localAwsUrl();
  const account = clientsOf(url, await chosenEnvironment(chosen));
  const { planned, grouped, withInvalidTags } = await seedServers(account, await seedInstanceProfile(account));
  for (const server of [planned, grouped, withInvalidTags]) if (server) console.log(`${server.id}  ${server.name}`);
}
