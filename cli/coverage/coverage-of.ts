import { STSClient } from '@aws-sdk/client-sts';

import type { Configuration } from '../../environments/parse';
import type { Progress } from '../../operations/progress';
import { assertAccount, assertOrganizationAccount } from '../aws/assert-account';
import { clientOptions } from '../aws/clients';
import { memberCredentials } from '../aws/member-credentials';
import { environmentIn, environmentsFolder } from '../configuration';
import { UsageError } from '../exit-code';
import { policyWithheldText } from '../inventory/print';
import { accountClients } from './account-clients';
import { aggregatorOf } from './aggregator';
import { type CoveredAccount, environmentAccount, organizationAccounts } from './covered-accounts';
import { type AccountCoverage, readAccounts } from './read-accounts';

export interface CoverageChoice {
  readonly environment?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly role?: string;
  readonly now: Date;
  readonly progress: Progress;
}

const NOTHING = new Map<string, never>();

/**
 * The resources of an environment's account, or of every account of the organization, with their statuses.
 * @throws {UsageError} without such an environment, without an organization, or with credentials of another account
 */
export function coverageOf(
  configuration: Configuration,
  choice: CoverageChoice,
): Promise<AsyncIterable<AccountCoverage>> {
  return choice.environment === undefined
    ? ofOrganization(configuration, choice)
    : ofEnvironment(configuration, choice.environment, choice);
}

async function ofEnvironment(
  configuration: Configuration,
  name: string,
  { profile, region, now, progress }: CoverageChoice,
): Promise<AsyncIterable<AccountCoverage>> {
  const environment = environmentIn(configuration, name);
  await assertAccount(environment, { profile, region: region ?? environment.region });
  const account = environmentAccount(environment, configuration, now);
  if (account.policyWithheld) console.error(policyWithheldText(account.id));
  const clients = await accountClients({ profile });
  const sources = { clientsOf: () => Promise.resolve(clients), fromConfig: () => Promise.resolve(NOTHING) };
  return readAccounts([account], sources, { now, region, progress });
}

/** In members through a role that reads, and in the caller's own account with its credentials. */
async function ofOrganization(
  configuration: Configuration,
  { profile, region, role, now, progress }: CoverageChoice,
): Promise<AsyncIterable<AccountCoverage>> {
  const { organization } = configuration;
  if (!organization) {
    throw new UsageError(
      `The configuration has no organization.\n→ define it in ${environmentsFolder()}/organization.ts, or add --environment NAME`,
    );
  }
  const home = { profile, region: organization.region };
  const caller = await assertOrganizationAccount(organization, home);
  const credentialsIn = memberCredentials({ sts: new STSClient(clientOptions(home)), caller, role });
  const sources = {
    clientsOf: async (account: string) => accountClients({ profile }, await credentialsIn(account)),
    fromConfig: aggregatorOf(home),
  };
  return readAccounts(noted(organizationAccounts(organization, configuration, now)), sources, {
    now,
    region,
    progress,
  });
}

/** Notes on stderr whose policies are not known: of many accounts, only the first. */
function* noted(accounts: Iterable<CoveredAccount>): Generator<CoveredAccount> {
  let withheld = 0;
  for (const account of accounts) {
    if (account.policyWithheld) withheld += 1;
    if (account.policyWithheld && withheld === 1) console.error(policyWithheldText(account.id));
    yield account;
  }
  if (withheld > 1) console.error(`It will withhold those of ${withheld - 1} more accounts.`);
}
