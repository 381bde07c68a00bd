import { AWS_LIMITS } from '../../aws-limits/generated';
import { defined } from '../../defined';
import type { PolicyCopy, PolicyLifecycle, PolicyRule, Single } from '../document';
import { NotTyped, type Section } from './section';
import { bare, captured, list, oneOf, single, text, trueOrFalse, unlessNone, wholeNumber, within } from './setting';

const AIR_GAPPED = /^arn:aws:backup:\$region:\$account:backup-vault:(.+)$/;
const COPY_TARGET = /^arn:aws:backup:([^:]+):(\$account|\d{12}):backup-vault:(.+)$/;

/** The inverse of `serializeRule`. */
export function ruleIn(section: Section, name: string): PolicyRule {
  const { lifecycle, restriction } = lifecycleIn(section);
  const copies = section.object('copy_actions', (actions) => ({
    allowed: actions.allowed(),
    entries: actions.named(copyIn),
  }));
  const tags = tagsIn(section, 'recovery_point_tags');
  return defined({
    name,
    allowedForChildren: section.allowed(),
    allowedForChildrenIn: within({
      lifecycle: restriction,
      copies: copies?.allowed,
      recoveryPointTags: tags.allowed,
    }),
    schedule: single(section, 'schedule_expression', text),
    timezone: single(section, 'schedule_expression_timezone', text),
    startWindowMinutes: single(section, 'start_backup_window_minutes', wholeNumber),
    completionWindowMinutes: single(section, 'complete_backup_window_minutes', wholeNumber),
    continuous: single(section, 'enable_continuous_backup', trueOrFalse),
    vault: single(section, 'target_backup_vault_name', text),
    airGappedVault: single(section, 'target_logically_air_gapped_backup_vault_arn', captured(AIR_GAPPED)),
    ...lifecycle,
    copies: unlessNone(copies?.entries),
    recoveryPointTags: tags.values,
    indexes: section.object('index_actions', (actions) => list(actions, 'resource_types', ['EBS', 'S3'])),
    scanMode: section.object('scan_actions', (actions) =>
      actions.object('guardduty', (scan) =>
        single(scan, 'scan_mode', (mode) => oneOf(mode, AWS_LIMITS.backup.ScanMode.enum)),
      ),
    ),
  });
}

/** Tags, each under its own key. */
export function tagsIn(section: Section, key: string) {
  const read = section.object(key, (tags) => ({
    allowed: tags.allowed(),
    entries: tags.named((tag, name): readonly [string, Single<string>] => {
      const tagKey = bare(tag, 'tag_key', text);
      const value = single(tag, 'tag_value', text);
      if (tagKey.toLowerCase() !== name.toLowerCase()) throw new NotTyped(tag.path, `its tag key is ${tagKey}`);
      if (value === undefined) throw new NotTyped(tag.path, 'it has no tag_value');
      return [tagKey, value];
    }),
  }));
  const entries = unlessNone(read?.entries);
  return { allowed: read?.allowed, values: entries && Object.fromEntries(entries) };
}

function copyIn(section: Section, key: string): PolicyCopy {
  const target = bare(section, 'target_backup_vault_arn', text);
  const [, region, account, vault] = COPY_TARGET.exec(target) ?? [];
  if (region === undefined || vault === undefined || target.toLowerCase() !== key.toLowerCase()) {
    throw new NotTyped(section.path, `its target ${target} is not the vault that is its key`);
  }
  const { lifecycle, restriction } = lifecycleIn(section);
  return defined({
    vault,
    region,
    accountId: account === '$account' ? undefined : account,
    allowedForChildren: section.allowed(),
    allowedForChildrenIn: within({ lifecycle: restriction }),
    ...lifecycle,
  });
}

function lifecycleIn(section: Section) {
  const read = section.object('lifecycle', (days) => ({
    restriction: days.allowed(),
    lifecycle: defined({
      deleteAfterDays: single(days, 'delete_after_days', wholeNumber),
      coldStorageAfterDays: single(days, 'move_to_cold_storage_after_days', wholeNumber),
      archive: single(days, 'opt_in_to_archive_for_supported_resources', trueOrFalse),
    }),
  }));
  return { restriction: read?.restriction, lifecycle: (read?.lifecycle ?? {}) as PolicyLifecycle };
}
