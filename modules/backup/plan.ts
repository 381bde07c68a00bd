import { BackupPlan, type BackupPlanRule } from '@cdktf/provider-aws/lib/backup-plan';
import { Construct } from 'constructs';

import { type Copy, type Lifecycle, type Plan as ConfiguredPlan, type Rule, vaultArn } from '../../domain/backup/model';

export interface PlanProps extends Omit<ConfiguredPlan, 'regions' | 'selections'> {
  readonly region: string;
  /**
   * The ARN of the vault that a copy goes to.
   * @default - derived from its name
   */
  readonly vaultArnOf?: (copy: Copy) => string;
  /**
   * The name of the vault of a rule.
   * @default - as configured
   */
  readonly vaultNameOf?: (rule: Rule) => string | undefined;
}

/**
 * A backup plan (E3). Windows are always written: the defaults of the provider differ from those of AWS.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html
 */
export class Plan extends Construct {
  /** The plan's ID, which selections refer to. */
  readonly planId: string;

  constructor(scope: Construct, id: string, props: PlanProps) {
    super(scope, id);
    const { name, region, windowsVss, tags, rules } = props;
    const plan = new BackupPlan(this, 'plan', {
      name,
      region,
      rule: rules.map((rule) => ruleBlock(rule, props)),
      advancedBackupSetting: windowsVss
        ? [{ resourceType: 'EC2', backupOptions: { WindowsVSS: 'enabled' } }]
        : undefined,
      tags: { ...tags, Name: name },
    });
    this.planId = plan.id;
  }
}

function ruleBlock(
  rule: Rule,
  { vaultArnOf = vaultArn, vaultNameOf = ({ vault }) => vault }: PlanProps,
): BackupPlanRule {
  return {
    ruleName: rule.name,
    targetVaultName: vaultNameOf(rule) ?? '',
    schedule: rule.schedule,
    scheduleExpressionTimezone: rule.timezone,
    startWindow: rule.startWindowMinutes,
    completionWindow: rule.completionWindowMinutes,
    lifecycle: lifecycleBlock(rule),
    enableContinuousBackup: rule.continuous || undefined,
    recoveryPointTags: Object.keys(rule.recoveryPointTags).length === 0 ? undefined : { ...rule.recoveryPointTags },
    targetLogicallyAirGappedBackupVaultArn: rule.airGappedVaultArn,
    copyAction:
      rule.copies.length === 0
        ? undefined
        : rule.copies.map((copy) => ({ destinationVaultArn: vaultArnOf(copy), lifecycle: lifecycleBlock(copy) })),
  };
}

function lifecycleBlock({ coldStorageAfterDays, deleteAfterDays, archive }: Lifecycle) {
  if (coldStorageAfterDays === undefined && deleteAfterDays === undefined) return undefined;
  return {
    coldStorageAfter: coldStorageAfterDays,
    deleteAfter: deleteAfterDays,
    optInToArchiveForSupportedResources: archive || undefined,
  };
}
