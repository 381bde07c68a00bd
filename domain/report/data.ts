import type { RuleRuns } from '../schedule/rule-runs';
import type { ReportCost } from './cost-data';

// What the report shows, as the page embeds it. Texts and profiles that many accounts share are in it once: accounts refer
// to them by their position in a list.

/** Where a value was written: an index into {@link ReportData.sources}. */
export type SourceIndex = number;

export interface ReportData {
  readonly version: 1;
  /** The moment from which schedules are evaluated. */
  readonly now: string;
  readonly sources: readonly { readonly file: string; readonly path: string }[];
  /** The root first, parents before children. */
  readonly units: readonly ReportUnit[];
  readonly accounts: readonly ReportAccount[];
  readonly profiles: readonly ReportProfile[];
  readonly plans: readonly ReportPlan[];
  /** What Systems Manager backs up. */
  readonly images: readonly ImageBackup[];
  readonly coverage: CoverageMatrix;
  readonly calendar: Calendar;
  readonly inheritance: Inheritance | null;
  /** Null if the configuration declares no sizes. */
  readonly cost: ReportCost | null;
  /** What changed since the report that this one is compared with; null without one. */
  readonly changes: readonly ReachChange[] | null;
  /** That report, without what it was compared with itself; null without one. */
  readonly before: ReportData | null;
  /** The review of the change; null without one. */
  readonly review: ReportReview | null;
}

export interface ReportUnit {
  readonly name: string;
  /** The index of the parent; -1 for the root. */
  readonly parent: number;
}

export type ReportAccount = readonly [id: string, name: string, unit: number, profile: number];

/** What all accounts with the same plans have in common. */
export interface ReportProfile {
  /** The environment in this account; null for accounts without one. */
  readonly environment: string | null;
  /** Indexes into {@link ReportData.plans}. */
  readonly plans: readonly number[];
  /** The index of the effective policy in {@link Inheritance.effects}; null without an organization. */
  readonly effect: number | null;
}

export interface ReportPlan {
  readonly name: string;
  /** `environment prod`, or `organization policies`. */
  readonly owner: string;
  readonly regions: readonly string[];
  readonly source: SourceIndex;
  readonly selections: readonly ReportSelection[];
  /** Names of the resource types that the selections can reach without a tag, and those that need one. */
  readonly all: readonly string[];
  readonly tagged: readonly string[];
  /** Those that the selections could reach if their region opted them in. */
  readonly optedOut: readonly string[];
  readonly rules: readonly ReportRule[];
}

export interface ReportSelection {
  readonly name: string;
  /** What it selects, in words. */
  readonly text: string;
  readonly source: SourceIndex;
}

export interface ReportRule extends RuleRuns {
  readonly name: string;
  readonly startWindowMinutes: number;
  readonly source: SourceIndex;
  readonly scheduleSource: SourceIndex;
  /** The longest time without a run in the next years: the recovery point objective. Null for a rule that ends. */
  readonly longestGapHours: number | null;
  /** The ages of the recovery points at the moment before a run, in hours, ascending. Those too close to draw are left out. */
  readonly ages: readonly number[];
  readonly stores: readonly Store[];
}

/** A place that keeps recovery points of a rule. */
export interface Store {
  readonly kind: 'continuous' | 'vault' | 'copy' | 'air-gapped';
  readonly vault: string;
  readonly region: string;
  /** The region of the plan whose resources it keeps. */
  readonly home: string;
  /** Empty for the account that is backed up. */
  readonly account: string;
  /** Null: kept forever. */
  readonly keepDays: number | null;
  /** The most recovery points of one resource that it keeps at a time; null if they are kept forever, or if it is continuous. */
  readonly recoveryPoints: number | null;
  /** Null: never in cold storage. */
  readonly coldAfterDays: number | null;
  /** `aws-managed`, `customer-managed` or an ARN; null when unknown. */
  readonly key: string | null;
  readonly lock: { readonly mode: string; readonly minDays: number | null; readonly maxDays: number | null } | null;
  /** Why copies fail or may fail. */
  readonly problems: readonly string[];
  readonly source: SourceIndex;
}

/** The images that the maintenance window of an environment creates. Each instance says in a tag how many it keeps. */
export interface ImageBackup {
  readonly environment: string;
  /** The account ID. */
  readonly account: string;
  readonly region: string;
  readonly window: string;
  /** The value of the tag of its instances. */
  readonly group: string;
  readonly timezone: string;
  /** An ISO instant; null if the window never opens. */
  readonly nextRun: string | null;
  /** How far back each image more reaches, in days. */
  readonly daysPerImage: number;
  readonly source: SourceIndex;
}

/** How a resource type of an account is backed up, from the configuration alone. */
export type CellState = 'all' | 'tagged' | 'opted-out' | 'none';

export interface CoverageMatrix {
  readonly types: readonly string[];
  /** By profile, then by type: the state, and the plans that reach the type. */
  readonly cells: readonly (readonly (readonly [state: CellState, plans: readonly number[]])[])[];
  /** What a coverage file found; null without one. */
  readonly found: FoundCoverage | null;
}

export interface FoundCoverage {
  readonly file: string;
  readonly statuses: readonly string[];
  /** Resources by account, type and status. Account and type are indexes. */
  readonly counts: readonly (readonly [account: number, type: number, status: number, count: number])[];
  /** Resources of accounts that the configuration does not have. */
  readonly elsewhere: number;
}

export interface Calendar {
  /** The first minute, as ISO instant in UTC: a day before {@link ReportData.now}. */
  readonly from: string;
  readonly days: number;
  readonly timezones: readonly string[];
  readonly windows: readonly CalendarWindow[];
  readonly overlaps: readonly CalendarOverlap[];
  readonly clockChanges: readonly ClockChange[];
}

export interface CalendarWindow {
  readonly kind: 'start-window' | 'ssm-window' | 'agent-check';
  readonly name: string;
  /** The environment, or null for rules of the organization. */
  readonly environment: string | null;
  /** The index of the plan; null for Systems Manager. */
  readonly plan: number | null;
  readonly schedule: string;
  readonly timezone: string;
  readonly minutes: number;
  /** Minutes since {@link Calendar.from}. */
  readonly starts: readonly number[];
  readonly source: SourceIndex;
}

/** Two rules of one plan whose start windows overlap: AWS Backup drops one. */
export interface CalendarOverlap {
  readonly plan: number;
  readonly dropped: string;
  readonly kept: string;
  readonly at: string;
}

/** A day of the next year on which a clock changes, and what that does to a schedule. */
export interface ClockChange {
  readonly timezone: string;
  readonly at: string;
  /** Minutes by which the clock moves forward; negative for backward. */
  readonly minutes: number;
  readonly effects: readonly { readonly name: string; readonly effect: string; readonly source: SourceIndex }[];
}

export interface Inheritance {
  readonly policies: readonly { readonly name: string; readonly source: SourceIndex }[];
  /** Attached policies: a unit or an account by its ID, and indexes of policies in the order of attachment. */
  readonly attached: readonly (readonly [target: string, policies: readonly number[]])[];
  /** The ID of each unit, as {@link ReportData.units}. */
  readonly unitIds: readonly string[];
  readonly settings: readonly string[];
  readonly histories: readonly SettingHistory[];
  /** By effective policy: indexes of settings and of their histories. */
  readonly effects: readonly {
    readonly published: boolean;
    readonly settings: readonly (readonly [number, number])[];
  }[];
}

export interface SettingHistory {
  /** The effective value; null when none results. */
  readonly value: string | null;
  readonly steps: readonly HistoryStep[];
}

export interface HistoryStep {
  readonly policy: string;
  readonly target: string;
  readonly action: 'set' | 'appended' | 'removed' | 'blocked';
  readonly value: string;
  /** Why it has no effect, and which policies cause that; null when it has an effect of its own. */
  readonly blocked: string | null;
  readonly source: SourceIndex;
}

/** What a change does to how far back a rule reaches. */
export interface ReachChange {
  readonly effect: 'better' | 'worse' | 'other';
  readonly owner: string;
  readonly plan: string;
  readonly rule: string;
  readonly text: string;
}

/** The findings of `backupctl review`, in words. */
export interface ReportReview {
  /** How many findings each severity has. */
  readonly counts: string;
  /** Whether the review fails. */
  readonly verdict: string;
  readonly findings: readonly ReportFinding[];
  /** What the change stores and transfers: a title and lines; null if that is unknown or stays the same. */
  readonly cost: { readonly title: string; readonly lines: readonly string[] } | null;
}

export interface ReportFinding {
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly rule: string;
  /** Environments and stack. */
  readonly place: string;
  readonly address: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly remedy: string;
  /** Why it is accepted, and until when; null if it is not. */
  readonly accepted: string | null;
}
