import type { Copy, Lock } from '../backup/model';
import type { VaultAccess } from '../backup/vault-access-statements';
import type { CheckStep } from '../ssm-backup/check-step';
import type { WrittenSelection } from './selection-of-terms';

// What is written into an environment file, with every value: printing omits those that are defaults.

/** Settings of the environment that the account does not show. */
export interface AdoptContext {
  readonly name: string;
  readonly accountId: string;
  /** The region of the environment. */
  readonly region: string;
  readonly timezone: string;
  /** Tags of every resource, from the common values. */
  readonly tags: Readonly<Record<string, string>>;
  /** The topic's name, unless vaults publish to one with another name. */
  readonly topicName: string;
  /** Whether the settings of regions are taken over. */
  readonly regionSettings: boolean;
  /** Whether a bootstrap creates the permissions boundary of roles. */
  readonly hasBootstrap: boolean;
  /** The document of the SSM backup as the stack builds it. Throws if a custom step is invalid. */
  readonly backupDocument: (props: BackupDocument) => object;
}

/** What the document of the SSM backup depends on. */
export interface BackupDocument extends AdoptedSteps {
  readonly automationRoleArn: string;
  readonly pruneFunctionName: string;
}

/** Custom steps of the SSM backup. */
export interface AdoptedSteps {
  readonly before: readonly CheckStep[];
  readonly after: readonly CheckStep[];
}

export interface AdoptedVault {
  readonly name: string;
  readonly region: string;
  readonly key: string;
  readonly lock?: Lock | (Omit<Lock, 'changeableForDays'> & { readonly changeableForDays: 'set-before' });
  readonly accessPolicy?: VaultAccess | 'unmanaged';
  readonly notify: readonly string[] | 'unmanaged';
  readonly topicArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface AdoptedRule {
  readonly name: string;
  readonly vault: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  readonly deleteAfterDays?: number;
  readonly coldStorageAfterDays?: number;
  readonly archive: boolean;
  readonly continuous: boolean;
  readonly recoveryPointTags: Readonly<Record<string, string>>;
  readonly copies: readonly Copy[];
  readonly airGappedVaultArn?: string;
}

export interface AdoptedSelection extends WrittenSelection {
  readonly name: string;
  readonly roleArn?: string;
}

export interface AdoptedPlan {
  readonly name: string;
  readonly region: string;
  readonly windowsVss: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly AdoptedRule[];
  readonly selections: readonly AdoptedSelection[];
  readonly otherSelections?: 'unmanaged';
}

export interface AdoptedIam {
  readonly backupRoleArn?: string;
  readonly restoreRoleArn?: string;
  readonly passableInstanceRoles?: 'all' | readonly string[];
  readonly trustOnlyOwnAccount?: boolean;
  readonly permissionsBoundary?: string;
  readonly boundaryActions?: readonly string[];
}

export interface AdoptedSubscription {
  readonly protocol: 'email';
  readonly endpoint: string;
  readonly filter?: 'none' | Readonly<Record<string, unknown>>;
  readonly deadLetterQueue: boolean;
}

export interface AdoptedNotifications {
  readonly topicName?: string;
  readonly displayName?: string;
  readonly key?: string | Readonly<Record<string, string>>;
  readonly topicArns?: Readonly<Record<string, string>>;
  readonly subscriptions?: readonly AdoptedSubscription[];
  readonly otherSubscriptions?: 'unmanaged';
}

export interface AdoptedSsmBackup extends AdoptedSteps {
  readonly window: {
    readonly name: string;
    readonly schedule: string;
    readonly timezone?: string;
    readonly durationHours: number;
    readonly cutoffHours: number;
  };
  readonly group: string;
  readonly agentCheck: { readonly minutesBefore?: number };
  readonly automationPolicyArns: readonly string[];
  readonly imageParameterArns: readonly string[];
  readonly logRetentionDays?: number;
}

export interface AdoptedRegionSettings {
  readonly region: string;
  readonly optIn: Readonly<Record<string, boolean>>;
  readonly management: Readonly<Record<string, boolean>>;
}

/** What the account contributes to an environment file. */
export interface AdoptedSettings {
  /** Of every resource. */
  readonly tags: Readonly<Record<string, string>>;
  readonly iam: AdoptedIam;
  readonly notifications: AdoptedNotifications;
  readonly backup: {
    readonly vaults: readonly AdoptedVault[];
    readonly plans: readonly AdoptedPlan[];
    readonly regionSettings: readonly AdoptedRegionSettings[];
  };
  readonly ssmBackup: 'none' | AdoptedSsmBackup;
}
