import type { Finding } from '../finding';
import type { RuleDescription } from '../policy/lint/rule';
import type { PlacedPlan } from './model';
import { continuousInTwoVaults, startWindowsOverlap } from './start-windows';

/** A rule for a plan with all its rules and copies. */
interface PlanCheck {
  readonly check: (plan: PlacedPlan, now: Date) => Finding[];
  /** Its severity and documentation in policies. */
  readonly inPolicies: RuleDescription;
}

/** Rules that apply to every plan, of an environment and of a policy. An entry here is enough for both. */
export const PLAN_CHECKS: readonly PlanCheck[] = [
  {
    check: startWindowsOverlap,
    inPolicies: {
      name: 'start-windows-overlap',
      severity: 'warning',
      source: 'backupctl',
      summary: 'two rules of one plan whose start windows overlap',
      why: 'for one resource AWS Backup then runs only the rule with the longer retention',
      see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
    },
  },
  {
    check: continuousInTwoVaults,
    inPolicies: {
      name: 'continuous-in-two-vaults',
      severity: 'error',
      source: 'backupctl',
      summary: 'two continuous rules of one plan that write to different vaults',
      why: 'a resource can have only one continuous backup',
      see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html',
    },
  },
];

/** The findings of all these rules. */
export function checkPlan(plan: PlacedPlan, now: Date): Finding[] {
  return PLAN_CHECKS.flatMap(({ check }) => check(plan, now));
}
