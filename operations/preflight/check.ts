/** One switch, as it is and as it should be. */
export interface Check {
  /** Stable, in kebab case. */
  readonly check: string;
  /** `notice`: nobody asked for anything else, and it is worth a look. `unknown`: AWS did not tell. */
  readonly state: 'ok' | 'off' | 'notice' | 'unknown';
  /** Only for switches that every region has of its own. */
  readonly region?: string;
  /** What was found: no capital, no full stop. */
  readonly message: string;
  /** The AWS CLI command that makes it as it should be. */
  readonly command?: string;
}

/** What the configuration wants of the organization. */
export interface Wanted {
  readonly id: string;
  readonly region: string;
  readonly managementAccount: { readonly id: string };
  readonly root: { readonly id: string };
  /** Every region that a policy names. */
  readonly baseline: { readonly regions: readonly string[] };
  readonly globalSettings: {
    readonly crossAccountBackup: boolean;
    readonly multiPartyApproval: boolean;
    readonly delegatedAdministrator: boolean;
  };
  readonly delegatedAdministrator?: string | undefined;
  /** Whether a resource type is backed up; undefined leaves all as they are. */
  readonly optIn?: Readonly<Record<string, boolean>> | undefined;
}

export const SERVICE = 'backup.amazonaws.com';
