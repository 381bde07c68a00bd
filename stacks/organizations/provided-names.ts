/** What a synthesized organizations stack makes in each account. */
export interface ProvidedNames {
  /** `<account> <region> <name>` of every vault whose key, if it has one of the stack's, is there too. */
  readonly vaults: ReadonlySet<string>;
  /** `<account> <path and name>` of every role. */
  readonly roles: ReadonlySet<string>;
}

type Block = Readonly<Record<string, any>>;

/**
 * Reads vaults and roles out of finished Terraform JSON, as Terraform would: a resource belongs to the account that its
 * provider allows, and without a provider of its own to that of the stack.
 */
export function providedNames(json: Block): ProvidedNames {
  const accounts = accountsByProvider(json);
  const resources = (type: string): [id: string, resource: Block][] => Object.entries(json['resource']?.[type] ?? {});
  const accountOf = (resource: Block): string | undefined => accounts.get(resource['provider'] ?? 'aws');
  const keys = new Map(resources('aws_kms_key').map(([id, key]) => [`\${aws_kms_key.${id}.arn}`, key]));

  const hasItsKey = (vault: Block): boolean => {
    const reference: string | undefined = vault['kms_key_arn'];
    if (reference === undefined || !reference.startsWith('${')) return true;
    const key = keys.get(reference);
    return key !== undefined && key['region'] === vault['region'] && accountOf(key) === accountOf(vault);
  };
  return {
    vaults: new Set(
      resources('aws_backup_vault')
        .filter(([, vault]) => hasItsKey(vault))
        .map(([, vault]) => `${accountOf(vault)} ${vault['region']} ${vault['name']}`),
    ),
    roles: new Set(
      resources('aws_iam_role').map(
        ([, role]) => `${accountOf(role)} ${`${role['path'] ?? '/'}${role['name']}`.slice(1)}`,
      ),
    ),
  };
}

function accountsByProvider(json: Block): Map<string, string> {
  const providers: Block[] = json['provider']?.aws ?? [];
  return new Map(
    providers.map(({ alias, allowed_account_ids }): [string, string] => [
      alias === undefined ? 'aws' : `aws.${alias}`,
      allowed_account_ids[0],
    ]),
  );
}
