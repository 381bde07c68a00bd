/** What a synthesized organizations stack creates in each account. */
export interface ProvidedNames {
  /** `<account> <region> <name>` of every vault. A key of the stack that it uses must exist too. */
  readonly vaults: ReadonlySet<string>;
  /** `<account> <path and name>` of every role. */
  readonly roles: ReadonlySet<string>;
}

type Resource = Readonly<Record<'provider' | 'region' | 'name' | 'path' | 'kms_key_arn', string | undefined>>;

/** The part of Terraform JSON that describes which resources belong to which account. */
export interface TerraformJson {
  readonly provider?: {
    readonly aws?: readonly { readonly alias?: string; readonly allowed_account_ids?: readonly string[] }[];
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

/**
 * Reads vaults and roles from synthesized Terraform JSON, as Terraform does: a resource belongs to the account that its
 * provider allows, by default that of the stack's provider.
 */
export function providedNames({ provider, resource }: TerraformJson): ProvidedNames {
  const accounts = new Map(
    provider?.aws?.map(({ alias, allowed_account_ids: [account] = [] }) => [
      alias === undefined ? 'aws' : `aws.${alias}`,
      account,
    ]),
  );
  const accountOf = (made: Resource): string => accounts.get(made.provider ?? 'aws') ?? 'no account';
  const keys = new Map(
    Object.entries(resource?.['aws_kms_key'] ?? {}).map(([id, key]) => [`\${aws_kms_key.${id}.arn}`, key]),
  );

  const hasItsKey = (vault: Resource): boolean => {
    if (!vault.kms_key_arn?.startsWith('${')) return true;
    const key = keys.get(vault.kms_key_arn);
    return key !== undefined && key.region === vault.region && accountOf(key) === accountOf(vault);
  };
  const vaults = Object.values(resource?.['aws_backup_vault'] ?? {}).filter(hasItsKey);
  const roles = Object.values(resource?.['aws_iam_role'] ?? {});
  return {
    vaults: new Set(vaults.map((vault) => `${accountOf(vault)} ${vault.region} ${vault.name}`)),
    roles: new Set(roles.map((role) => `${accountOf(role)} ${`${role.path ?? '/'}${role.name}`.slice(1)}`)),
  };
}
