import type { AwsOptions } from './options';
import { UsageError } from '../exit-code';
import { clientOptions } from './clients';

/** @throws {UsageError} when the credentials are of another account than the environment, or the organization, is in */
export function refuseOtherAccount(
  { name, accountId }: { readonly name: string; readonly accountId: string },
  place: AwsOptions & { readonly region: string },
): Promise<void> {
  return refuseOtherAccounts([{ account: accountId, as: `account of ${name}` }], place);
}

/** @throws {UsageError} when the credentials are of another account: its answers would be about something else */
export async function refuseOtherAccounts(
  allowed: readonly { readonly account: string | undefined; readonly as: string }[],
  { profile, region }: AwsOptions & { readonly region: string },
): Promise<void> {
  const [{ STSClient }, { callerAccount }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('../../operations/caller'),
  ]);
  const account = await callerAccount(new STSClient(clientOptions({ profile, region })));
  if (allowed.some((one) => one.account === account)) return;
  const whom = allowed.flatMap((one) => (one.account === undefined ? [] : `the ${one.as} ${one.account}`)).join(' or ');
  throw new UsageError(
    `The credentials are of account ${account}, not of ${whom}.\n→ name a profile of that account with --profile`,
  );
}
