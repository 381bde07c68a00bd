import { BackupClient } from '@aws-sdk/client-backup';
import { STSClient } from '@aws-sdk/client-sts';

import type { Measured } from '../../domain/cost/cost-report';
import { measuredSizes, measuringVaults } from '../../domain/cost/measured';
import type { CostAccount } from '../../domain/cost/model';
import type { Unread } from '../../domain/coverage/status';
import type { Organization } from '../../environments/organization/organization';
import { environmentCosts } from '../../environments/rules/costs';
import type { Environment } from '../../environments/schema';
import type { RoleCredentials } from '../../operations/assumed-role';
import { recordingUnread } from '../../operations/coverage/read-place';
import { inOrder } from '../../operations/in-order';
import type { Progress } from '../../operations/progress';
import { recoveryPointSizes } from '../../operations/recovery-point-sizes';
import { assertAccount, assertOrganizationAccount } from '../aws/assert-account';
import { clientOptions } from '../aws/clients';
import { memberCredentials } from '../aws/member-credentials';
import { POLICIES } from './cost-accounts';

interface Reading {
  readonly profile?: string;
  /** @default - those of the profile */
  readonly credentials?: RoleCredentials;
  readonly progress: Progress;
}

/** What AWS reports instead of the declared sizes of an environment. */
export async function measureEnvironment(environment: Environment, reading: Reading): Promise<Measured> {
  const { profile } = reading;
  await assertAccount(environment, { profile, region: environment.region });
  const account = environmentCosts(environment);
  return { owner: account.owner, sizes: await sizesIn(account, reading) };
}

export interface MeasuredOrganization {
  readonly measured: Measured;
  /** Why accounts are left out. */
  readonly unread: readonly Unread[];
}

/** Accounts at the same time. */
const AT_A_TIME = 8;

/**
 * What AWS reports instead of the sizes that the organization declares: in members through a role that reads, and in the
 * caller's own account with its credentials. An account that cannot be read is recorded.
 */
export async function measureOrganization(
  organization: Organization,
  accounts: readonly CostAccount[],
  { role, ...reading }: Reading & { readonly role?: string },
): Promise<MeasuredOrganization> {
  const home = { profile: reading.profile, region: organization.region };
  const caller = await assertOrganizationAccount(organization, home);
  const credentialsIn = memberCredentials({ sts: new STSClient(clientOptions(home)), caller, role });
  const members = accounts.filter((account) => account.owner === POLICIES && measuringVaults(account).length > 0);
  const measureMember = async (account: CostAccount) => {
    const { accountId } = account;
    const { unread, orUnread } = recordingUnread({ account: accountId, region: '' });
    const sizes = await orUnread('account', async () =>
      sizesIn(account, { ...reading, credentials: await credentialsIn(accountId) }),
    );
    return { unread, sizes: (sizes ?? []).map((size) => ({ account: accountId, ...size })) };
  };
  const all: Awaited<ReturnType<typeof measureMember>>[] = [];
  for await (const one of inOrder(members, { limit: AT_A_TIME }, measureMember)) all.push(one);
  const unread = all.flatMap((one) => one.unread);
  const sizes = all.flatMap((one) => one.sizes);
  const left = unread.map(({ account, message }) => ({ account, message }));
  return { measured: { owner: POLICIES, sizes, unread: left }, unread };
}

async function sizesIn(account: CostAccount, { profile, credentials, progress }: Reading) {
  const listed = await Promise.all(
    measuringVaults(account).map(({ region, vault }) => {
      const told: Progress = (text) => progress(`${account.accountId}: ${text}`);
      return recoveryPointSizes(
        new BackupClient(clientOptions({ profile, region, credentials })),
        { region, vault },
        told,
      );
    }),
  );
  return measuredSizes(account, listed.flat());
}
