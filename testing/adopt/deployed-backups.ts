import type { FoundRegion } from '../../domain/adopt/found';
import { CONDITION_OPERATORS } from '../../domain/backup/selection-terms';
import type { Block } from '../synthesized';
import { attribute, type Deployed } from './deployed-resources';
import { foundVault } from './found-account';

/** A vault, with its lock, notifications and policy. */
export function vaultOf({ name, kms_key_arn: keyArn, tags }: Block, values: (type: string) => Block[]) {
  const part = (type: string) => values(type).find((one) => one['backup_vault_name'] === name);
  const lock = part('aws_backup_vault_lock_configuration');
  const notifications = part('aws_backup_vault_notifications');
  return foundVault(name, {
    keyArn,
    lock: lock && {
      // AWS shows a lock with a grace period as a compliance lock, and not the period.
      mode: hasGracePeriod(lock) ? 'compliance' : 'governance',
      minRetentionDays: lock['min_retention_days'],
      maxRetentionDays: lock['max_retention_days'],
    },
    notifications: notifications && {
      topicArn: notifications['sns_topic_arn'],
      events: notifications['backup_vault_events'],
    },
    accessPolicy: part('aws_backup_vault_policy')?.['policy'],
    tags: tags ?? {},
  });
}

function hasGracePeriod({ changeable_for_days: days, lifecycle }: Block): boolean {
  return days !== undefined || lifecycle?.ignore_changes !== undefined;
}

/** A plan, with its selections. */
export function planOf(plan: Deployed, values: (type: string) => Block[]): FoundRegion['plans'][number] {
  const id = attribute(plan, 'id');
  const { name, rule: rules, advanced_backup_setting: advanced = [], tags } = plan.values;
  return {
    id,
    name,
    windowsVss: advanced.length > 0,
    unsupported: [],
    rules: rules.map((rule: Block) => ({
      name: rule['rule_name'],
      vault: rule['target_vault_name'],
      schedule: rule['schedule'],
      timezone: rule['schedule_expression_timezone'],
      startWindowMinutes: rule['start_window'],
      completionWindowMinutes: rule['completion_window'],
      ...lifecycleOf(rule),
      continuous: rule['enable_continuous_backup'] ?? false,
      recoveryPointTags: rule['recovery_point_tags'] ?? {},
      copies: (rule['copy_action'] ?? []).map((copy: Block) => {
        const [, , , region, accountId, , vault] = String(copy['destination_vault_arn']).split(':');
        return { vault, region, accountId, ...lifecycleOf(copy) };
      }),
      airGappedVaultArn: rule['target_logically_air_gapped_backup_vault_arn'],
    })),
    selections: values('aws_backup_selection')
      .filter((selection) => selection['plan_id'] === id)
      .map((selection) => ({
        id: `of-${selection['name']}`,
        name: selection['name'],
        roleArn: selection['iam_role_arn'],
        terms: termsOf(selection),
      })),
    tags: tags ?? {},
    unread: [],
  };
}

function lifecycleOf({ lifecycle = {} }: Block) {
  return {
    coldStorageAfterDays: lifecycle.cold_storage_after,
    deleteAfterDays: lifecycle.delete_after,
    archive: lifecycle.opt_in_to_archive_for_supported_resources ?? false,
  };
}

function termsOf({ selection_tag: any = [], condition = [], resources = [], not_resources: notResources = [] }: Block) {
  const operators = CONDITION_OPERATORS.map((operator) => {
    const name = operator.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [operator, condition.flatMap((one: Block) => one[name] ?? [])] as const;
  });
  return {
    any: any.map(({ key, value }: Block) => ({ key, value })),
    conditions: Object.fromEntries(operators.filter(([, pairs]) => pairs.length > 0)),
    resources,
    notResources,
  };
}
