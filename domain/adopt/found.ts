import type { Copy, Lock, Rule } from '../backup/model';
import type { SelectionTerms } from '../backup/selection-terms';
import type { FoundRole } from '../verify/role';
import type { FoundAttributes } from '../verify/subscriptions';

// An account as AWS describes it, before any of it is taken over (X1). Documents are JSON texts, as AWS returns them.

export interface FoundAccount {
  readonly accountId: string;
  /** By region. */
  readonly regions: Readonly<Record<string, FoundRegion>>;
  /** Roles that selections use, and roles with the configured names. */
  readonly roles: readonly FoundAccountRole[];
  /** Customer managed policies that these roles have, and those with the configured names. */
  readonly policies: readonly FoundPolicy[];
  /** What could not be read. */
  readonly denied: readonly DeniedAction[];
}

/** An action that AWS denied. */
export interface DeniedAction {
  /** Such as `backup:ListBackupVaults`. */
  readonly action: string;
  readonly region: string;
  /** What is missing from the result for that reason, such as `vaults` or `notifications of vault EC2`. */
  readonly missing: string;
}

export interface FoundRegion {
  readonly vaults: readonly AdoptableVault[];
  readonly plans: readonly AdoptablePlan[];
  readonly topics: readonly AdoptableTopic[];
  /** Keys of vaults and topics, and keys with an alias that an environment gives to its keys, as far as they belong to this account. */
  readonly keys: readonly AdoptableKey[];
  /** Undefined where they could not be read. */
  readonly settings: FoundSettings | undefined;
  /** EventBridge rules whose pattern has the source `aws.backup`. */
  readonly eventRules: readonly FoundEventRule[];
  readonly windows: readonly AdoptableWindow[];
  readonly documents: readonly FoundDocument[];
  /** Resources with the configured names, which are taken over together with what they belong to: by Terraform type and import ID. */
  readonly named: Readonly<Record<string, readonly string[]>>;
  /** Of those, schedules by name. */
  readonly schedules: Readonly<Record<string, FoundSchedule>>;
  /** Of those, how many days log groups are kept, by name: none is kept forever. */
  readonly logRetentionDays: Readonly<Record<string, number>>;
}

/** A schedule of EventBridge Scheduler. */
export interface FoundSchedule {
  readonly expression: string;
  /** How old an event may become before it is dropped. */
  readonly maximumAgeSeconds: number | undefined;
}

export interface FoundAccountRole extends FoundRole {
  readonly name: string;
  readonly path: string;
  readonly inlinePolicyNames: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly unread: Unread<'policyArns' | 'inlinePolicyNames'>;
}

export interface FoundPolicy {
  readonly arn: string;
  readonly document: string;
}

/** Members whose value is unknown because AWS denied an action: they are empty, and {@link FoundAccount.denied} has the action. */
export type Unread<Member extends string> = readonly Member[];

export interface AdoptableVault {
  readonly name: string;
  readonly type: 'vault' | 'air-gapped' | 'restore-access';
  readonly keyArn: string | undefined;
  readonly lock: Lock | undefined;
  readonly notifications: { readonly topicArn: string; readonly events: readonly string[] } | undefined;
  readonly accessPolicy: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly recoveryPoints: number;
  readonly unread: Unread<'notifications' | 'accessPolicy' | 'tags'>;
}

export interface AdoptablePlan {
  readonly id: string;
  readonly name: string;
  readonly windowsVss: boolean;
  /** Advanced settings other than VSS, and index or scan actions: `S3: BackupACLs=enabled`. */
  readonly unsupported: readonly string[];
  readonly rules: readonly (Omit<Rule, 'copies'> & { readonly copies: readonly Copy[] })[];
  readonly selections: readonly AdoptableSelection[];
  readonly tags: Readonly<Record<string, string>>;
  /** `selections`: some of them, or all, are missing. */
  readonly unread: Unread<'selections' | 'tags'>;
}

export interface AdoptableSelection {
  readonly id: string;
  readonly name: string;
  readonly roleArn: string;
  readonly terms: SelectionTerms;
}

/** Attributes of SNS that differ from their defaults, and that an environment cannot configure: `FifoTopic` is `true`. */
export type OtherSettings = Readonly<Record<string, string>>;

export interface AdoptableTopic {
  readonly arn: string;
  readonly name: string;
  readonly displayName: string;
  readonly policy: string | undefined;
  readonly keyId: string | undefined;
  readonly settings: OtherSettings;
  readonly subscriptions: readonly AdoptableSubscription[];
  readonly tags: Readonly<Record<string, string>>;
  /** `subscriptions`: some of them, their attributes, or all are missing. */
  readonly unread: Unread<'subscriptions' | 'tags'>;
}

export interface AdoptableSubscription {
  /** Undefined until it is confirmed. */
  readonly arn: string | undefined;
  readonly protocol: string;
  /** Of an http or https endpoint only the origin, such as `https://hooks.example.com`: the rest can contain a secret. */
  readonly endpoint: string;
  readonly attributes: FoundAttributes | undefined;
  readonly settings: OtherSettings;
}

export interface AdoptableKey {
  readonly arn: string;
  readonly id: string;
  readonly aliases: readonly string[];
  /** `AWS` for the keys that AWS services create. */
  readonly manager: 'AWS' | 'CUSTOMER';
  /** Such as `Enabled` or `PendingDeletion`. */
  readonly state: string;
  /** JSON. Undefined for a key of AWS, and where it is denied. */
  readonly policy: string | undefined;
  /** Undefined like {@link policy}. */
  readonly isRotated: boolean | undefined;
}

export interface FoundSettings {
  readonly optIn: Readonly<Record<string, boolean>>;
  readonly management: Readonly<Record<string, boolean>>;
}

export interface FoundEventRule {
  readonly name: string;
  readonly pattern: string;
  readonly enabled: boolean;
  readonly targetArns: readonly string[];
}

/** A maintenance window whose tasks create images. */
export interface AdoptableWindow {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly schedule: string;
  readonly timezone: string | undefined;
  readonly durationHours: number;
  readonly cutoffHours: number;
  /** Values by the key of the tag. Targets can also have other keys, such as `InstanceIds`. */
  readonly targets: readonly { readonly id: string; readonly tags: Readonly<Record<string, readonly string[]>> }[];
  /** Those that run documents. A document of another account is an ARN. */
  readonly tasks: readonly { readonly id: string; readonly name: string; readonly document: string }[];
  readonly unread: Unread<'targets'>;
}

/** A document of the account that a window runs. */
export interface FoundDocument {
  readonly name: string;
  /** JSON. */
  readonly content: string;
}
