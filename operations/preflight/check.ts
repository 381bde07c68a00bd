import type { Organization } from '../../domain/organization/organization';

/** The check of one setting. */
export interface Check {
  /** Stable, in kebab case. */
  readonly check: string;
  /** `notice`: the configuration sets nothing else, but check it. `unknown`: AWS denied the call. */
  readonly state: 'ok' | 'off' | 'notice' | 'unknown';
  /** Only for settings that exist per region. */
  readonly region?: string;
  /** What was found, without capital and full stop. */
  readonly message: string;
  /** The AWS CLI command that corrects it. */
  readonly command?: string;
}

/** What the configuration requires of the organization. */
export interface Wanted extends Organization {
  readonly id: string;
  readonly region: string;
  readonly baseline: {
    /** Every region in a policy. */
    readonly regions: readonly string[];
    readonly rollout: 'providers' | 'stack-set';
  };
  /** The role by which Terraform creates the baseline in members. */
  readonly memberRole: string;
  /** With roles of the workflows, applies in members also have a role of their own.
   * @default - none */
  readonly bootstrap?: object;
  readonly globalSettings: {
    readonly crossAccountBackup: boolean;
    readonly multiPartyApproval: boolean;
    readonly delegatedAdministrator: boolean;
  };
  readonly delegatedAdministrator?: string;
  /** @default - none */
  readonly otherDelegatedAdministrators?: readonly string[];
  /** Whether a resource type is backed up; undefined changes nothing. */
  readonly optIn?: Readonly<Record<string, boolean>>;
}

export const SERVICE = 'backup.amazonaws.com';
