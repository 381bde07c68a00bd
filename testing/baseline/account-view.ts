/** What an account has in one region, whatever created it. Policies are in canonical form, as text. */
export interface AccountView {
  readonly roles: readonly RoleView[];
  readonly vaults: readonly VaultView[];
  readonly rules: readonly RuleView[];
}

type Tags = Readonly<Record<string, string>>;

export interface RoleView {
  readonly name: string;
  readonly path: string;
  readonly trust: string;
  readonly boundary: string | undefined;
  /** ARNs of managed policies of AWS, and the account's own ones with their statements. */
  readonly policies: readonly string[];
  readonly tags: Tags;
}

export interface VaultView {
  readonly name: string;
  /** The ARN of a shared key, or the vault's own key. */
  readonly key: string | KeyView | undefined;
  readonly lock: Readonly<Record<'least' | 'most' | 'grace', number | undefined>> | undefined;
  readonly access: string;
  readonly tags: Tags;
}

export interface KeyView {
  readonly alias: string;
  readonly description: string;
  readonly rotated: boolean;
  readonly policy: string;
  readonly tags: Tags;
}

export interface RuleView {
  readonly name: string;
  readonly description: string;
  readonly pattern: string;
  readonly target: string;
  readonly role: string;
  readonly tags: Tags;
}

export const byName = <T extends { readonly name: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => a.name.localeCompare(b.name));
