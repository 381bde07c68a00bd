import { RESOURCE_TYPES } from '../../domain/backup/resource-types';
import { Fault, type Operation, type OperationContext } from '../operation';
import { requireMembers } from './backup-input';
import { withOrganization } from './organization-tree';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

type Preferences = Readonly<Record<string, boolean>>;

export interface BackupSettingsState {
  /** Of the organization. */
  readonly globalSettings: Record<string, string>;
  /** By region, in every account that has not set its own. */
  readonly optIn: Record<string, Preferences>;
  /** By account and region, such as `111111111111/ap-northeast-1`. */
  readonly regionSettings: Record<string, { readonly optIn: Preferences; readonly management: Preferences }>;
}

export function emptyBackupSettings(): BackupSettingsState {
  return { globalSettings: {}, optIn: {}, regionSettings: {} };
}

/** The global settings of the API. */
const GLOBAL_SETTINGS = ['isCrossAccountBackupEnabled', 'isDelegatedAdministratorEnabled', 'isMpaEnabled'];

export const BACKUP_SETTINGS: readonly Operation<BackupSettingsState>[] = [
  {
    action: 'backup:DescribeGlobalSettings',
    page: `${API}DescribeGlobalSettings.html`,
    route: 'GET /global-settings',
    answer: ({ state }) => ({ GlobalSettings: state.globalSettings, LastUpdateTime: 1_700_000_000 }),
  },
  {
    action: 'backup:UpdateGlobalSettings',
    page: `${API}UpdateGlobalSettings.html`,
    route: 'PUT /global-settings',
    answer: updateGlobalSettings,
  },
  {
    action: 'backup:DescribeRegionSettings',
    page: `${API}DescribeRegionSettings.html`,
    route: 'GET /account-settings',
    answer: (context) => {
      const { optIn, management } = regionSettingsOf(context);
      return { ResourceTypeOptInPreference: optIn, ResourceTypeManagementPreference: management };
    },
  },
  {
    action: 'backup:UpdateRegionSettings',
    page: `${API}UpdateRegionSettings.html`,
    route: 'PUT /account-settings',
    answer: updateRegionSettings,
  },
];

/** Only the management account of an organization has global settings. */
async function updateGlobalSettings({ account, input, state, moto }: OperationContext<BackupSettingsState>) {
  requireMembers(input, ['GlobalSettings']);
  const settings: Record<string, string> = input['GlobalSettings'];
  for (const [name, value] of Object.entries(settings)) {
    if (!GLOBAL_SETTINGS.includes(name) || !['true', 'false'].includes(value)) {
      throw new Fault('InvalidParameterValueException', `GlobalSettings: ${name} = ${value} is not valid`);
    }
  }
  const organization = await withOrganization(moto, (tree) => tree.organization()).catch(() => undefined);
  if (organization?.MasterAccountId !== account) {
    throw new Fault('InvalidRequestException', `Account ${account} is not the management account of an organization.`);
  }
  Object.assign(state.globalSettings, settings);
  return undefined;
}

function updateRegionSettings(context: OperationContext<BackupSettingsState>) {
  const { account, region, input, state } = context;
  const { ResourceTypeOptInPreference: optIn = {}, ResourceTypeManagementPreference: management = {} } = input;
  const unknown = Object.keys({ ...optIn, ...management }).find(
    (type) => !RESOURCE_TYPES.some(({ name }) => name === type),
  );
  if (unknown !== undefined)
    throw new Fault('InvalidParameterValueException', `Resource type ${unknown} is not supported.`);
  const before = regionSettingsOf(context);
  state.regionSettings[`${account}/${region}`] = {
    optIn: { ...before.optIn, ...optIn },
    management: { ...before.management, ...management },
  };
  return undefined;
}

function regionSettingsOf({ account, region, state }: OperationContext<BackupSettingsState>) {
  return state.regionSettings[`${account}/${region}`] ?? { optIn: state.optIn[region] ?? {}, management: {} };
}
