import type { ChildOperator, PolicyCopy, PolicyLifecycle, PolicyRule, Single } from './document';
import { byName, defined, forChildren, list, single, unlessEmpty, type JsonObject } from './serialize-setting';

/** A rule as the document has it. */
export function serializeRule(rule: PolicyRule): JsonObject {
  const { allowedForChildrenIn: inside } = rule;
  return defined({
    ...forChildren(rule.allowedForChildren),
    schedule_expression: single(rule.schedule),
    schedule_expression_timezone: single(rule.timezone),
    start_backup_window_minutes: single(rule.startWindowMinutes),
    complete_backup_window_minutes: single(rule.completionWindowMinutes),
    enable_continuous_backup: single(rule.continuous),
    target_backup_vault_name: single(rule.vault),
    target_logically_air_gapped_backup_vault_arn: single(
      rule.airGappedVault,
      (vault) => `arn:aws:backup:$region:$account:backup-vault:${vault}`,
    ),
    lifecycle: serializeLifecycle(rule, inside?.lifecycle),
    copy_actions: byName(rule.copies, copyTarget, serializeCopy, inside?.copies),
    recovery_point_tags: serializeTags(rule.recoveryPointTags, inside?.recoveryPointTags),
    index_actions: unlessEmpty({ resource_types: list(rule.indexes) }),
    scan_actions:
      rule.scanMode === undefined ? undefined : { GUARDDUTY: defined({ scan_mode: single(rule.scanMode) }) },
  });
}

/** Tags as the document has them: each under its own key. */
export function serializeTags(
  tags: Readonly<Record<string, Single<string>>> | undefined,
  allowed?: readonly ChildOperator[],
): JsonObject | undefined {
  return byName(
    Object.entries(tags ?? {}),
    ([key]) => key,
    ([key, value]) => defined({ tag_key: single(key), tag_value: single(value) }),
    allowed,
  );
}

/** The ARN of the vault that a copy goes to, which is also the key of its copy action. */
export function copyTarget({ vault, region, accountId = '$account' }: PolicyCopy): string {
  return `arn:aws:backup:${region}:${accountId}:backup-vault:${vault}`;
}

function serializeCopy(copy: PolicyCopy): JsonObject {
  return defined({
    ...forChildren(copy.allowedForChildren),
    target_backup_vault_arn: single(copyTarget(copy)),
    lifecycle: serializeLifecycle(copy, copy.allowedForChildrenIn?.lifecycle),
  });
}

function serializeLifecycle(
  { deleteAfterDays, coldStorageAfterDays, archive }: PolicyLifecycle,
  allowed?: readonly ChildOperator[],
): JsonObject | undefined {
  return unlessEmpty({
    ...forChildren(allowed),
    delete_after_days: single(deleteAfterDays),
    move_to_cold_storage_after_days: single(coldStorageAfterDays),
    opt_in_to_archive_for_supported_resources: single(archive),
  });
}
