import type { VaultContext } from '../backup/known-vaults';
import type { PlacedPlan } from '../backup/model';
import type { CostAccount } from '../cost/model';
import type { Finding } from '../finding';
import type { Organization } from '../organization/organization';

/** What the report is about: a configuration as `domain` has it. */
export interface ReportInput {
  readonly environments: readonly ReportEnvironment[];
  readonly organization?: ReportOrganization;
  readonly vaultAt: VaultContext['vaultAt'];
  /** The accounts with declared sizes at a moment; undefined if none are declared. */
  readonly costs: (now: Date) => readonly CostAccount[] | undefined;
}

type OptedIn = (region: string) => ReadonlySet<string> | undefined;

export interface ReportEnvironment {
  readonly name: string;
  readonly file: string;
  readonly accountId: string;
  readonly plans: readonly PlacedPlan[];
  readonly optedIn: OptedIn;
  readonly warnings: readonly Finding[];
  readonly ssmBackup?: SsmSchedules;
}

/** The window of Systems Manager, and the check of its agents before. */
export interface SsmSchedules {
  readonly window: string;
  readonly region: string;
  /** The value of the tag of its instances. */
  readonly group: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly durationHours: number;
  readonly cutoffHours: number;
  readonly agentCheck: { readonly schedule: string; readonly minutesBefore: number };
}

export interface ReportOrganization {
  readonly file: string;
  readonly organization: Organization;
  readonly optedIn: OptedIn;
  readonly warnings: readonly Finding[];
}
