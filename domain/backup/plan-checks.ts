import { OBSERVED } from '../policy/lint/rule';
import { archiveNotPossible } from './archive';
import { coldStorageIgnored } from './cold-storage';
import { DAYS, LIFECYCLE_CHECKS } from './lifecycle-checks';
import type { PlacedPlan, Rule } from './model';
import { type Judged, ofPlan, ofRules, ofTypes, type PlanCheck, type PlanContext } from './plan-check';
import { planQuotas } from './quotas';
import { SELECTION_CHECKS } from './selection-checks';
import { continuousInTwoVaults, startWindowsOverlap } from './start-windows';
import { VAULT_CHECKS } from './vault-checks';
import { completionBeforeStart, DEFAULT_WINDOWS, windowTooLong, windowTooShort } from './windows';

const RULE_PAGE = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html';

const WINDOWS = ['startWindowMinutes', 'completionWindowMinutes'] as const;

/** The rules for a plan by itself. */
const OWN_CHECKS: readonly PlanCheck[] = [
  {
    judge: ofRules(
      (rule, { daysBetweenRuns }) => archiveNotPossible(rule, daysBetweenRuns),
      ({ value, at, copies }) => [
        at('schedule'),
        ...[{ value, at }, ...copies]
          .filter((part) => part.value.archive)
          .flatMap((part) => [...DAYS, 'archive' as const].map(part.at)),
      ],
    ),
    inPolicies: [
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
    ],
  },
  {
    judge: ofPlan((plan, { now }) => startWindowsOverlap(plan, now)),
    inPolicies: [
      {
        name: 'start-windows-overlap',
        severity: 'warning',
        source: 'backupctl',
        summary: 'two rules of one plan whose start windows overlap',
        why: 'for one resource AWS Backup then runs only the rule with the longer retention',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
      },
    ],
  },
  {
    judge: ofPlan(continuousInTwoVaults),
    inPolicies: [
      {
        name: 'continuous-in-two-vaults',
        severity: 'error',
        source: 'backupctl',
        summary: 'two continuous rules of one plan that write to different vaults',
        why: 'a resource can have only one continuous backup',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html',
      },
    ],
  },
  ...LIFECYCLE_CHECKS,
  {
    judge: ofRules(({ value, at }) => windowTooShort(value, at)),
    inPolicies: [
      {
        name: 'window-too-short',
        severity: 'error',
        source: 'aws',
        summary: 'a start or completion window under 60 minutes',
        why: 'CreatePolicy rejects it',
        see: OBSERVED,
      },
    ],
  },
  {
    judge: ofRules(({ value, at }) => windowTooLong(value, at)),
    inPolicies: [
      {
        name: 'window-too-long',
        severity: 'error',
        source: 'backupctl',
        summary: 'a start or completion window of more than 100 years',
        why: 'CreatePolicy has no upper bound, but AWS Backup refuses the plan',
        see: RULE_PAGE,
      },
    ],
  },
  {
    judge: ofRules(
      ({ value, at }, { isComplete }) => completionBeforeStart(isComplete ? withDefaults(value) : value, at),
      ({ at }) => WINDOWS.map(at),
    ),
    inPolicies: [
      {
        name: 'completion-before-start',
        severity: 'error',
        source: 'backupctl',
        summary: 'a completion window that is not longer than the start window',
        why: 'AWS never checks it, and cancels every job that starts late',
        see: OBSERVED,
      },
    ],
  },
  {
    judge: ofTypes(coldStorageIgnored),
    inPolicies: [
      {
        name: 'cold-storage-ignored',
        severity: 'warning',
        source: 'backupctl',
        summary: 'cold storage for a plan that selects only types that never move to cold storage',
        why: 'AWS silently ignores the transition, for example for EC2 images; EBS snapshots need the archive opt-in',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html',
      },
    ],
  },
  {
    judge: ofPlan(planQuotas),
    inPolicies: [
      {
        name: 'quota-exceeded',
        severity: 'error',
        source: 'backupctl',
        summary:
          'more than 10 rules, 10 tag selections or 50 tags per plan, 5 copies or 10 tags per rule, 30 tag values or conditions per selection',
        why: `CreatePolicy accepts an eleventh rule, but the effective policy is then invalid (ELEMENTS_TOO_MANY): ${OBSERVED}`,
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html',
      },
    ],
  },
  ...SELECTION_CHECKS,
];

function withDefaults({
  startWindowMinutes = DEFAULT_WINDOWS.startWindowMinutes,
  completionWindowMinutes = DEFAULT_WINDOWS.completionWindowMinutes,
}: Rule): Pick<Rule, keyof typeof DEFAULT_WINDOWS> {
  return { startWindowMinutes, completionWindowMinutes };
}

/** Every rule for plans. An entry here, or in the list of another file, applies everywhere. */
export const PLAN_CHECKS: readonly PlanCheck[] = [...OWN_CHECKS, ...VAULT_CHECKS];

/** These rules as they are in policies. */
export const PLAN_RULES = PLAN_CHECKS.flatMap(({ inPolicies }) => inPolicies);

/** Everything that these rules find, and what it results from. */
export function judgePlan(plan: PlacedPlan, context: PlanContext, checks = PLAN_CHECKS): Judged[] {
  return checks.flatMap(({ judge }) => judge(plan, context));
}
