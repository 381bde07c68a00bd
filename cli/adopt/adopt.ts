import { existsSync } from 'node:fs';
import path from 'node:path';

import type { FoundAccount } from '../../domain/adopt/found';
import { callerAccount } from '../../operations/caller';
import { clientOptions } from '../aws/clients';
import { untilCancelled } from '../cancellation';
import type { AdoptOptions } from '../commands/adopt';
import { environmentsFolder, loadConfiguration } from '../configuration';
import { RefusedInputError, UsageError } from '../exit-code';
import { progressOnStderr } from '../progress';
import { openJournal } from './journal';
import { readFoundAccount } from './read';

/** Reads the account of the credentials, and writes the environment that takes it over. */
export async function adoptAccount(options: AdoptOptions): Promise<void> {
  const { environment, out = environmentsFolder(), profile, json } = options;
  refuseExisting(environment, out);
  const { environments } = await loadConfiguration();
  const home = { profile, region: environments[0]?.region ?? '' };
  const { STSClient } = await import('@aws-sdk/client-sts');
  const accountId = await callerAccount(new STSClient(clientOptions(home)));

  const file = path.join(out, `${environment}.adopt.jsonl`);
  const journal = openJournal(file, { environment, accountId }, new Date());
  if (journal.size > 0) console.error(`continuing with ${file}`);
  const { progress, done } = progressOnStderr();
  const reading = readFoundAccount({ accountId, regions: options.regions, home, journal, progress });
  const found = await untilCancelled(
    () => reading,
    `What was read is in ${file}.\n→ run the command again to continue`,
  ).finally(done);
  console.log(json ? JSON.stringify(found, null, 2) : countsText(found));
  journal.remove();
}

/** Nothing is overwritten. */
function refuseExisting(environment: string, out: string): void {
  if (!existsSync(out)) {
    throw new UsageError(`${out} does not exist.\n→ run it at the root of the repository, or name a folder with --out`);
  }
  const file = path.join(out, `${environment}.ts`);
  if (existsSync(file)) {
    throw new RefusedInputError(
      `${file} exists.\n→ choose another name with --environment, or another folder with --out`,
    );
  }
}

function countsText({ accountId, regions, roles, denied }: FoundAccount): string {
  const rows = Object.entries(regions).map(
    ([region, { vaults, plans, topics }]) =>
      `${region}: ${vaults.length} vaults, ${plans.length} plans, ${topics.length} topics`,
  );
  return [`account ${accountId}`, ...rows, `${roles.length} roles`, `${denied.length} denied`].join('\n');
}
