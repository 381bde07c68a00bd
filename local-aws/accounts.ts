import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import type { MotoClient } from './operation';

/** The accounts of access keys, as moto knows them. */
export interface Accounts {
  /** The 12 digits of the caller's account. */
  readonly of: (moto: MotoClient) => Promise<string>;
  /** moto may have forgotten its keys. */
  readonly clear: () => void;
}

/** Asks moto once for each access key. */
export function callerAccounts(): Accounts {
  const known = new Map<string, Promise<string>>();
  return {
    of: (moto) => {
      const { accessKeyId } = moto.credentials;
      const account = known.get(accessKeyId) ?? callerOf(moto);
      known.set(accessKeyId, account);
      account.catch(() => known.delete(accessKeyId));
      return account;
    },
    clear: () => known.clear(),
  };
}

async function callerOf(moto: MotoClient): Promise<string> {
  const sts = new STSClient(moto);
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } finally {
    sts.destroy();
  }
}
