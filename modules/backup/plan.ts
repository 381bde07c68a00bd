import { BackupPlan, type BackupPlanRule } from '@cdktf/provider-aws/lib/backup-plan';
import { Construct } from 'constructs';

export interface PlanProps {
  readonly name: string;
  readonly region: string;
  /** Whether Windows instances are backed up application-consistently, through VSS. */
  readonly windowsVss: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly rules: readonly PlanRule[];
}

/** Days after which recovery points turn cold and are deleted; what is left out never happens. */
export interface PlanLifecycle {
  readonly coldStorageAfterDays?: number | undefined;
  readonly deleteAfterDays?: number | undefined;
  /** Whether EBS snapshots go to their archive tier when the others turn cold. */
  readonly archive: boolean;
}

export interface PlanRule extends PlanLifecycle {
  readonly name: string;
  readonly vaultName: string;
  /** `cron(...)`, read by the clock of the time zone. */
  readonly schedule: string;
  readonly timezone: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  readonly continuous: boolean;
  readonly recoveryPointTags: Readonly<Record<string, string>>;
  readonly copies: readonly PlanCopy[];
  readonly airGappedVaultArn?: string | undefined;
}

export interface PlanCopy extends PlanLifecycle {
  readonly vaultArn: string;
}

/**
 * A backup plan (E3). Windows are always written out: the provider's defaults are not AWS's.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html
 */
export class Plan extends Construct {
  /** The plan's id, which selections refer to. */
  readonly planId: string;

  constructor(scope: Construct, id: string, { name, region, windowsVss, tags, rules }: PlanProps) {
    super(scope, id);
    const plan = new BackupPlan(this, 'plan', {
      name,
      region,
      rule: rules.map(ruleBlock),
      ...(windowsVss
        ? { advancedBackupSetting: [{ resourceType: 'EC2', backupOptions: { WindowsVSS: 'enabled' } }] }
        : {}),
      tags: { ...tags, Name: name },
    });
    this.planId = plan.id;
  }
}

function ruleBlock(rule: PlanRule): BackupPlanRule {
  const lifecycle = lifecycleBlock(rule);
  return {
    ruleName: rule.name,
    targetVaultName: rule.vaultName,
    schedule: rule.schedule,
    scheduleExpressionTimezone: rule.timezone,
    startWindow: rule.startWindowMinutes,
    completionWindow: rule.completionWindowMinutes,
    ...(lifecycle ? { lifecycle } : {}),
    ...(rule.continuous ? { enableContinuousBackup: true } : {}),
    ...(Object.keys(rule.recoveryPointTags).length === 0 ? {} : { recoveryPointTags: { ...rule.recoveryPointTags } }),
    ...(rule.airGappedVaultArn === undefined ? {} : { targetLogicallyAirGappedBackupVaultArn: rule.airGappedVaultArn }),
    ...(rule.copies.length === 0 ? {} : { copyAction: rule.copies.map(copyBlock) }),
  };
}

function copyBlock({ vaultArn, ...kept }: PlanCopy) {
  const lifecycle = lifecycleBlock(kept);
  return { destinationVaultArn: vaultArn, ...(lifecycle ? { lifecycle } : {}) };
}

function lifecycleBlock({ coldStorageAfterDays, deleteAfterDays, archive }: PlanLifecycle) {
  if (coldStorageAfterDays === undefined && deleteAfterDays === undefined) return undefined;
  return {
    ...(coldStorageAfterDays === undefined ? {} : { coldStorageAfter: coldStorageAfterDays }),
    ...(deleteAfterDays === undefined ? {} : { deleteAfter: deleteAfterDays }),
    ...(archive ? { optInToArchiveForSupportedResources: true } : {}),
  };
}
