import type { Organization } from '../../environments/organization/organization';
import { UsageError } from '../exit-code';
import { type ClientScope, clientOptions } from './clients';

/** @throws {UsageError} when the credentials belong to another account than the environment or the organization */
export function assertAccount(
  { name, accountId }: { readonly name: string; readonly accountId: string },
  scope: ClientScope,
): Promise<string> {
  return assertAccountIn([{ account: accountId, role: `account of ${name}` }], scope);
}

/**
 * Returns the account of the credentials.
 * @throws {UsageError} when it is neither the management account nor the delegated administrator
 */
export function assertOrganizationAccount(
  { managementAccount, delegatedAdministrator }: Pick<Organization, 'managementAccount' | 'delegatedAdministrator'>,
  scope: ClientScope,
): Promise<string> {
  return assertAccountIn(
    [
      { account: managementAccount.id, role: 'management account' },
      { account: delegatedAdministrator, role: 'delegated administrator' },
    ],
    scope,
  );
}

/** @throws {UsageError} when the credentials belong to another account than the management account */
export function assertManagementAccount(
  { managementAccount }: Pick<Organization, 'managementAccount'>,
  scope: ClientScope,
): Promise<string> {
  return assertAccountIn([{ account: managementAccount.id, role: 'management account' }], scope);
}

/** The answers of another account would be about something else. */
export async function assertAccountIn(
  allowed: readonly { readonly account: string | undefined; readonly role: string }[],
  scope: ClientScope,
): Promise<string> {
  const [{ STSClient }, { callerAccount }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('../../operations/caller'),
  ]);
  const account = await callerAccount(new STSClient(clientOptions(scope)));
  if (allowed.some((one) => one.account === account)) return account;
  const expected = allowed.flatMap((one) => (one.account === undefined ? [] : `the ${one.role} ${one.account}`));
  throw new UsageError(
    `The credentials belong to account ${account}, not to ${expected.join(' or ')}.\n→ specify a profile of that account with --profile`,
  );
}
