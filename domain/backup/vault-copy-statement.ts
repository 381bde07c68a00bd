import { isObject, type JsonObject, objectIn } from '../json-object';

/**
 * A statement of a vault's access policy. In such a policy, a copy into * is one into this vault: the console writes it so. Other
 * actions apply to recovery points, for which * means more.
 *
 * @param vaultArn of the vault that has the policy
 */
export function copyIntoVault(statement: JsonObject, vaultArn: string): JsonObject {
  const [actions, resources] = [statement['Action'], statement['Resource']].map((value) => [value].flat());
  const isCopy = actions?.length === 1 && String(actions[0]).toLowerCase() === 'backup:copyintobackupvault';
  const isAny = resources?.length === 1 && resources[0] === '*';
  return isCopy && isAny ? { ...statement, Resource: vaultArn } : statement;
}

/** The same for the attributes of `aws_backup_vault_policy`. */
export function copiesIntoVault(attributes: JsonObject): JsonObject {
  const { policy, backup_vault_arn: arn } = attributes;
  const read = typeof policy === 'string' ? objectIn(policy) : undefined;
  if (typeof arn !== 'string' || read === undefined) return attributes;
  const statements = [read['Statement']].flat();
  const Statement = statements.map((one) => (isObject(one) ? copyIntoVault(one, arn) : one));
  return { ...attributes, policy: JSON.stringify({ ...read, Statement }) };
}
