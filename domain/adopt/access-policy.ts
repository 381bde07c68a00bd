import { serializeStatement, statementsIn } from '../iam/serialize-statement';
import { isObject, textsIn } from '../json-object';
import { copyIntoVault } from '../backup/vault-copy-statement';
import { type VaultAccess, vaultAccessStatements } from '../backup/vault-access-statements';
import { areSame } from './same-statements';

/** The access that is written as this policy of a vault; undefined if another statement or condition is in it. */
export function accessOfPolicy(policy: string, vaultArn: string): VaultAccess | undefined {
  const found = statementsIn(policy);
  if (!found) return undefined;
  const organizations = found.flatMap(({ Condition }) => valuesAt(Condition, 'StringEquals', 'aws:PrincipalOrgID'));
  const access: VaultAccess = {
    copiesFromAccounts: found
      .filter(({ Effect, Condition }) => Effect === 'Allow' && Object.keys(Condition ?? {}).length === 0)
      .flatMap(({ Principal }) => (isObject(Principal) ? accountsOf(Principal['AWS']) : []))
      .toSorted(),
    ...(organizations[0] === undefined ? {} : { copiesFromOrganization: organizations[0] }),
    denyManualDeletion: found.some(({ Effect }) => Effect === 'Deny'),
  };
  const expected = vaultAccessStatements(access, vaultArn).map(serializeStatement);
  return areSame(
    found.map((one) => copyIntoVault(one, vaultArn)),
    expected,
  )
    ? access
    : undefined;
}

function valuesAt(condition: unknown, operator: string, key: string): string[] {
  const keys = isObject(condition) ? condition[operator] : undefined;
  return isObject(keys) ? textsIn(keys[key]) : [];
}

function accountsOf(principals: unknown): string[] {
  return textsIn(principals).flatMap((one) => /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(one)?.[1] ?? []);
}
