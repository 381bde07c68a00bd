import { type KMSClient, paginateListAliases } from '@aws-sdk/client-kms';

import type { AdoptableKey } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { isNamed } from '../sdk-error';
import { describedKey, keyPolicy, keyRotation } from '../verify/found-key';
import type { OrDenied, Reading } from './reading';

/**
 * The keys of this account that vaults and topics use, and those with an alias that an environment could give to its keys.
 *
 * @param used IDs, ARNs and aliases
 * @param isOurAlias whether an environment could create a key with this alias
 */
export async function readKeys(
  kms: KMSClient,
  reading: Reading,
  used: ReadonlySet<string>,
  isOurAlias: (alias: string) => boolean,
): Promise<AdoptableKey[]> {
  const aliases = (await reading.orDenied('aliases of keys', () => aliasesById(kms))) ?? new Map<string, string[]>();
  const named = [...aliases].filter(([, names]) => names.some(isOurAlias)).map(([id]) => id);
  const idOf = (key: string): string => [...aliases].find(([, names]) => names.includes(key))?.[0] ?? key;
  const ids = [...used]
    .filter((key) => isOwn(key, reading))
    .map((key) => idOf(key.replace(/^arn:.*:(key|alias)\//, aliasOrId)));
  const read = (id: string, orDenied: OrDenied): Promise<AdoptableKey | null> =>
    readKey(kms, id, { aliases, orDenied });
  const keys = await reading.parts('keys', [...new Set([...named, ...ids])].toSorted(), (id) => id, read);
  return keys.filter((key) => key !== null);
}

/** `…:alias/name` is `alias/name`, and `…:key/ID` is `ID`. */
function aliasOrId(_: string, kind: string): string {
  return kind === 'alias' ? 'alias/' : '';
}

function isOwn(key: string, { accountId, region }: Reading): boolean {
  if (!key.startsWith('arn:')) return true;
  const [, , , keyRegion, keyAccount] = key.split(':');
  return keyRegion === region && keyAccount === accountId;
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
async function aliasesById(kms: KMSClient): Promise<Map<string, string[]>> {
  const listed = await withAwsErrors('kms:ListAliases', () =>
    everyPage(paginateListAliases({ client: kms }, {}), 'Aliases'),
  );
  const byId = new Map<string, string[]>();
  for (const { AliasName = '', TargetKeyId } of listed) {
    // Aliases of AWS have no key until a service creates it.
    if (TargetKeyId !== undefined) byId.set(TargetKeyId, [...(byId.get(TargetKeyId) ?? []), AliasName].toSorted());
  }
  return byId;
}

async function readKey(
  kms: KMSClient,
  id: string,
  { aliases, orDenied }: { readonly aliases: ReadonlyMap<string, string[]>; readonly orDenied: OrDenied },
): Promise<AdoptableKey | null> {
  const key = await orDenied(`key ${id}`, () => describedKey(kms, id));
  if (!key) return null;
  const { KeyId = id, Arn = '', KeyState = '', KeyManager } = key;
  const isOurs = KeyManager === 'CUSTOMER';
  return {
    arn: Arn,
    id: KeyId,
    aliases: aliases.get(KeyId) ?? [],
    manager: isOurs ? 'CUSTOMER' : 'AWS',
    state: KeyState,
    policy: isOurs ? await orDenied(`policy of key ${id}`, () => keyPolicy(kms, KeyId)) : undefined,
    isRotated: isOurs
      ? await orDenied(`rotation of key ${id}`, () => orNotRotated(keyRotation(kms, KeyId)))
      : undefined,
  };
}

/** KMS rotates neither asymmetric keys nor imported ones, and no key that is to be deleted. */
async function orNotRotated(answer: Promise<boolean>): Promise<boolean> {
  try {
    return await answer;
  } catch (error) {
    if (isNamed(error, ['UnsupportedOperationException', 'KMSInvalidStateException'])) return false;
    throw error;
  }
}
