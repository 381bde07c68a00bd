import { PLAN_CHECKS } from '../../backup/plan-checks';
import { OBSERVED, type RuleDescription } from './rule';

/** The gap that CreatePolicy checks only where the archive is opted in. */
export const archiveGapTooShort: RuleDescription = {
  name: 'archive-gap-too-short',
  severity: 'error',
  source: 'aws',
  summary: 'the same, where the archive is opted in',
  why: 'with `opt_in_to_archive_for_supported_resources` CreatePolicy checks the 90 days',
  see: OBSERVED,
};

/** The rules that environments and policies share, as they apply to a policy. */
export const PLAN_RULES: readonly RuleDescription[] = [
  {
    name: 'window-too-short',
    severity: 'error',
    source: 'aws',
    summary: 'a start or completion window under 60 minutes',
    why: 'CreatePolicy rejects it',
    see: OBSERVED,
  },
  {
    name: 'completion-before-start',
    severity: 'error',
    source: 'backupctl',
    summary: 'a completion window that is not longer than the start window',
    why: 'AWS never checks it, and cancels every job that starts late',
    see: OBSERVED,
  },
  {
    name: 'lifecycle-days-not-positive',
    severity: 'error',
    source: 'aws',
    summary: 'a lifecycle of 0 days',
    why: 'CreatePolicy rejects `"0"`; there is no upper bound',
    see: OBSERVED,
  },
  {
    name: 'cold-storage-too-short',
    severity: 'error',
    source: 'backupctl',
    summary: 'deletion less than 90 days after the transition to cold storage',
    why: 'AWS documents the minimum, but checks it neither in CreatePolicy nor in the effective policy unless the archive is opted in',
    see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html',
  },
  archiveGapTooShort,
  {
    name: 'continuous-retention',
    severity: 'error',
    source: 'aws',
    summary: 'a continuous backup without `delete_after_days`, or with more than 35',
    why: 'CreatePolicy requires the number in the same document as `enable_continuous_backup`',
    see: OBSERVED,
  },
  {
    name: 'continuous-cold-storage',
    severity: 'error',
    source: 'aws',
    summary: 'a continuous backup with cold storage',
    why: 'CreatePolicy rejects it if both are in one document; if cold storage is inherited, AWS does not report it',
    see: OBSERVED,
  },
  {
    name: 'archive-without-lifecycle',
    severity: 'error',
    source: 'aws',
    summary: 'the archive opted in without both numbers of days in the same lifecycle',
    why: 'CreatePolicy rejects it even if the numbers would be inherited',
    see: OBSERVED,
  },
  {
    name: 'archive-without-schedule',
    severity: 'error',
    source: 'aws',
    summary: 'the archive opted in, for a rule or its copy, without a schedule in the same rule',
    why: 'CreatePolicy checks the opt-in against the next two runs, and rejects it when there are none',
    see: OBSERVED,
  },
  {
    name: 'archive-too-often',
    severity: 'error',
    source: 'aws',
    summary: 'the archive opted in while the next two runs are less than 28 days apart',
    why: "CreatePolicy rejects it; it checks a copy action's opt-in against its rule's schedule",
    see: OBSERVED,
  },
  ...PLAN_CHECKS.map(({ inPolicies }) => inPolicies),
  {
    name: 'cold-storage-ignored',
    severity: 'warning',
    source: 'backupctl',
    summary: 'cold storage for a plan that selects only types that never move to cold storage',
    why: 'AWS silently ignores the transition, for example for EC2 images; EBS snapshots need the archive opt-in',
    see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html',
  },
  {
    name: 'quota-exceeded',
    severity: 'error',
    source: 'backupctl',
    summary:
      'more than 10 rules or tag selections per plan, 5 copies or 10 tags per rule, 30 tag values or conditions per selection',
    why: `CreatePolicy accepts an eleventh rule, but the effective policy is then invalid (ELEMENTS_TOO_MANY): ${OBSERVED}`,
    see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html',
  },
];
