import type { DeniedAction } from '../adopt/found';

/** What AWS Organizations and AWS Backup have for the whole organization (X3). What was denied is undefined. */
export interface FoundOrganization {
  /** `o-…`. */
  readonly id: string;
  readonly managementAccountId: string;
  readonly policies: readonly FoundBackupPolicy[] | undefined;
  /** Numbers of policies of other types that are enabled, by type. */
  readonly otherPolicies: Readonly<Record<string, number>>;
  readonly policyTypes: readonly string[] | undefined;
  readonly servicePrincipals: readonly string[] | undefined;
  /** The accounts that administer AWS Backup. */
  readonly delegatedAdministrators: readonly string[] | undefined;
  /** By their keys in AWS. */
  readonly globalSettings: Readonly<Record<string, string>> | undefined;
  /** Whether the management account backs up a resource type, by region. */
  readonly optIn: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  /** The policy that delegates actions of AWS Organizations; null if there is none. */
  readonly resourcePolicy: FoundResourcePolicy | null | undefined;
  readonly denied: readonly DeniedAction[];
}

export interface FoundBackupPolicy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly isManagedByAws: boolean;
  /** JSON. */
  readonly content: string | undefined;
  readonly targets: readonly FoundTarget[] | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** A root, an OU or an account. */
export interface FoundTarget {
  readonly id: string;
  readonly name: string;
}

export interface FoundResourcePolicy {
  readonly id: string;
  /** JSON. */
  readonly content: string;
  readonly tags: Readonly<Record<string, string>> | undefined;
}
