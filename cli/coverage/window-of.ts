import type { BackupWindow } from '../../domain/coverage/source';
import type { Environment } from '../../environments/schema';

/** The window of an environment; undefined when it has no SSM backup. */
export function windowOf({ region, ssmBackup }: Environment): BackupWindow | undefined {
  if (ssmBackup === 'none') return undefined;
  const { name, durationHours, cutoffHours } = ssmBackup.window;
  return { name, region, group: ssmBackup.group, durationHours, cutoffHours };
}
