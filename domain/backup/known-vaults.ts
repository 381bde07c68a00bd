import type { Lock, VaultLocation } from './model';

/** A vault, as far as it is known before anything is deployed. */
export interface KnownVault {
  readonly name: string;
  /** Its owner, for messages: `environment prod`. */
  readonly owner: string;
  /** `aws-managed`, `customer-managed` or the ARN of a key; undefined when unknown. */
  readonly key?: string;
  readonly lock?: Lock;
  /** Whether its access policy allows copies from an account; undefined when unknown. */
  readonly admits?: (accountId: string) => boolean;
}

/** What is known about vaults and accounts, seen from the account of a plan. */
export interface VaultContext {
  /** The account of the plan; undefined for a policy by itself, which applies to many. */
  readonly accountId?: string;
  /** That account, or those accounts, for messages. */
  readonly source: string;
  /** The vault at a location; undefined when unknown. */
  readonly vaultAt: (location: VaultLocation) => KnownVault | undefined;
  /** Why there is certainly no vault at a location; undefined when there can be one. */
  readonly whyMissing?: (location: VaultLocation) => { readonly message: string; readonly remedy: string } | undefined;
  /** The organization of the account; undefined when unknown. */
  readonly organization?: { readonly accounts: ReadonlySet<string>; readonly crossAccountBackup: boolean };
}

/** The vault that AWS Backup itself creates in an account, under the AWS-managed key; undefined for any other. */
export function defaultVault({ vault }: VaultLocation): KnownVault | undefined {
  return vault === DEFAULT.name ? DEFAULT : undefined;
}

/** Whether AWS Backup itself created a vault. */
export function isDefault({ owner }: KnownVault): boolean {
  return owner === DEFAULT.owner;
}

const DEFAULT: KnownVault = { name: 'Default', owner: 'AWS Backup', key: 'aws-managed' };

/** What is known for a policy by itself. */
export const POLICY_ALONE: VaultContext = { source: 'these accounts', vaultAt: defaultVault };
