import type { Operation } from '../operation';

export interface BackupSettingsState {
  readonly globalSettings: Record<string, string>;
  /** By region. */
  readonly optIn: Record<string, Record<string, boolean>>;
}

export function emptyBackupSettings(): BackupSettingsState {
  return { globalSettings: {}, optIn: {} };
}

export const BACKUP_SETTINGS: readonly Operation<BackupSettingsState>[] = [
  {
    action: 'backup:DescribeGlobalSettings',
    page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeGlobalSettings.html',
    route: 'GET /global-settings',
    answer: ({ state }) => ({ GlobalSettings: state.globalSettings, LastUpdateTime: 1_700_000_000 }),
  },
  {
    action: 'backup:DescribeRegionSettings',
    page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRegionSettings.html',
    route: 'GET /account-settings',
    answer: ({ region, state }) => ({ ResourceTypeOptInPreference: state.optIn[region] ?? {} }),
  },
];
