import { existsSync } from 'node:fs';
import path from 'node:path';

import { callerAccount } from '../../operations/caller';
import { clientOptions } from '../aws/clients';
import { untilCancelled } from '../cancellation';
import type { AdoptOptions } from '../commands/adopt';
import { commonValues, environmentsFolder } from '../configuration';
import { RefusedInputError, UsageError } from '../exit-code';
import { progressOnStderr } from '../progress';
import { openJournal } from './journal';
import { readFoundAccount } from './read';
import { reportText } from './report-text';
import { type PlanAdopted, takeOver, type TakeOverRequest } from './take-over';

/** Reads the account of the credentials, and writes the environment that takes it over. */
export async function adoptAccount(options: AdoptOptions, planAdopted: PlanAdopted): Promise<void> {
  const { environment, out = environmentsFolder(), profile, json } = options;
  refuseExisting(environment, out);
  const common = await commonValues();
  const region = homeRegion(common.region, options.regions);
  // A region that is not enabled answers nothing.
  const home = { profile, region: common.region ?? region };
  const { STSClient } = await import('@aws-sdk/client-sts');
  const accountId = await callerAccount(new STSClient(clientOptions(home)));

  const file = path.join(out, `${environment}.adopt.jsonl`);
  const journal = openJournal(file, { environment, accountId }, new Date());
  if (journal.size > 0) console.error(`continuing with ${file}`);
  const { progress, done } = progressOnStderr();
  const reading = readFoundAccount({
    accountId,
    regions: options.regions,
    home,
    region,
    names: common.names,
    topicName: common.notifications?.topicName,
    journal,
    progress,
  });
  const found = await untilCancelled(
    () => reading,
    `What was read is in ${file}.\n→ run the command again to continue`,
  ).finally(done);
  const plan: TakeOverRequest['plan'] = (stacks) =>
    options.plan === false ? Promise.resolve({ unknown: 'of --no-plan' }) : planAdopted(stacks, profile);
  const regionSettings = options.regionSettings === true;
  const report = await takeOver({ found, environment, common, region, out, regionSettings, plan });
  console.log(json ? JSON.stringify({ ...report, found }, null, 2) : reportText(report));
  journal.remove();
}

/** The region of `common.ts`, unless only others are read. */
function homeRegion(common: string | undefined, regions: readonly string[] | undefined): string {
  const region = regions?.find((one) => one === common) ?? regions?.[0] ?? common;
  if (region !== undefined) return region;
  throw new UsageError('No region is known.\n→ specify --regions, or set region in common.ts');
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
