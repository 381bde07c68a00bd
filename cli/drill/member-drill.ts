import { vaultNotDrillable } from '../../domain/drill/vault-not-drillable';
import { accountsOf } from '../../domain/organization/organization';
import type { Organization } from '../../environments/organization/organization';
import { RefusedInputError } from '../exit-code';
import { distinctFilters, type PreparedDrill } from './drill-request';

interface MemberDrillOptions {
  readonly account: string;
  readonly vault: string;
  /** @default - the region of the organization, or else the first one of the baseline */
  readonly region: string | undefined;
}

/** A drill in an account of the organization, whose messages the organization's topic publishes (M6). */
export interface MemberDrill extends PreparedDrill {
  /** The role to assume in the account; undefined in the management account. */
  readonly memberRoleArn: string | undefined;
  /** The region of the topic. */
  readonly topicRegion: string;
}

/** @throws {RefusedInputError} when the organization reports no failures, or has no such account or vault */
export function memberDrill(organization: Organization, options: MemberDrillOptions): MemberDrill {
  const { notifications, managementAccount, memberRole, region: home, baseline } = organization;
  const { account, vault: vaultName } = options;
  if (!notifications) {
    throw new RefusedInputError(
      'organization.ts has no notifications: failures in its accounts are not reported.\n→ add notifications (docs/notifications-of-members.md)',
    );
  }
  if (accountsOf(organization).every(({ id }) => id !== account)) {
    throw new RefusedInputError(
      `--account: the organization has no account "${account}".\n→ specify the 12 digits of an account in organization.ts`,
    );
  }
  const vault = baseline.vaults.find(({ name }) => name === vaultName);
  if (!vault) {
    const names = baseline.vaults.map(({ name }) => name).join(', ');
    throw new RefusedInputError(`--vault: the baseline has no vault "${vaultName}".\n→ specify one of ${names}`);
  }
  const regions: readonly string[] = baseline.regions;
  const region = options.region ?? (regions.includes(home) ? home : (regions[0] ?? home));
  if (!regions.includes(region)) {
    throw new RefusedInputError(
      `--region: the baseline has no vault in ${region}.\n→ specify one of ${regions.join(', ')}`,
    );
  }
  return {
    name: account,
    accountId: account,
    region,
    vault: vault.name,
    topicArn: `arn:aws:sns:${home}:${managementAccount.id}:${notifications.topicName}`,
    topicRegion: home,
    publisher: 'organization',
    creator: 'the baseline of the account',
    roleArn: `arn:aws:iam::${account}:role/${baseline.role.name}`,
    filters: distinctFilters({ notifications }),
    refusals: vaultNotDrillable({
      path: `vault ${vault.name} in ${region}`,
      lock: vault.lock?.mode ?? 'none',
      notifications: undefined,
      accessPolicy: undefined,
      topicArn: undefined,
    }),
    memberRoleArn: account === managementAccount.id ? undefined : `arn:aws:iam::${account}:role/${memberRole}`,
  };
}
