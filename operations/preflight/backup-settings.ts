import {
  type BackupClient,
  DescribeGlobalSettingsCommand,
  DescribeRegionSettingsCommand,
} from '@aws-sdk/client-backup';

import { withAwsErrors } from '../aws-error';
import type { Check, Wanted } from './check';
import { required } from '../unreadable-response';

/**
 * The global settings of AWS Backup (O1). AWS sets all keys at once.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeGlobalSettings.html
 */
export async function checkGlobalSettings(
  backup: BackupClient,
  { globalSettings, region }: Pick<Wanted, 'globalSettings' | 'region'>,
): Promise<Check> {
  const found = await withAwsErrors('backup:DescribeGlobalSettings', async () =>
    required(await backup.send(new DescribeGlobalSettingsCommand({})), 'GlobalSettings'),
  );
  const wanted = Object.entries({
    isCrossAccountBackupEnabled: globalSettings.crossAccountBackup,
    isMpaEnabled: globalSettings.multiPartyApproval,
    isDelegatedAdministratorEnabled: globalSettings.delegatedAdministrator,
  });
  const wrong = wanted.filter(([name, on]) => (found[name] ?? 'false') !== String(on));
  const check = 'global-settings';
  if (wrong.length === 0) return { check, state: 'ok', message: 'as configured' };
  const settings = wanted.map(([name, on]) => `${name}=${on}`).join(',');
  return {
    check,
    state: 'off',
    message: wrong.map(([name, on]) => `${name} is ${!on}; the configuration sets ${on}`).join('; '),
    command: `aws backup update-global-settings --global-settings ${settings} --region ${region}`,
  };
}

/**
 * The resource types that the management account opts in to in one region. AWS Backup skips others silently. According to
 * AWS, this also applies to members for backups by organization policies.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRegionSettings.html
 */
export async function checkOptIn(
  backup: BackupClient,
  { region, optIn }: { readonly region: string; readonly optIn: Wanted['optIn'] },
): Promise<Check> {
  const found = await withAwsErrors('backup:DescribeRegionSettings', async () =>
    required(await backup.send(new DescribeRegionSettingsCommand({})), 'ResourceTypeOptInPreference'),
  );
  const place = { check: 'opt-in', region } as const;
  if (optIn === undefined) return optInAsItIs(place, found);
  const wrong = Object.entries(optIn).filter(([type, on]) => (found[type] ?? false) !== on);
  if (wrong.length === 0) return { ...place, state: 'ok', message: 'as configured' };
  const unknown = wrong.filter(([type]) => found[type] === undefined).map(([type]) => type);
  if (unknown.length > 0) {
    const message = `${unknown.join(', ')}: AWS Backup does not support it in this region: remove it from optIn, or correct the spelling`;
    return { ...place, state: 'off', message };
  }
  return {
    ...place,
    state: 'off',
    message: wrong.map(([type, on]) => `${type} is ${onOrOff(!on)}; the configuration sets ${onOrOff(on)}`).join('; '),
    command: optInCommand(Object.fromEntries(wrong), region),
  };
}

function optInAsItIs(
  place: { readonly check: string; readonly region: string },
  found: Record<string, boolean>,
): Check {
  const off = Object.keys(found).filter((type) => !found[type]);
  if (off.length === 0) return { ...place, state: 'ok', message: 'every resource type is on' };
  return {
    ...place,
    state: 'notice',
    message: `${off.join(', ')}: off, so these resources are skipped; the configuration does not set them`,
    command: optInCommand(Object.fromEntries(off.map((type) => [type, true])), place.region),
  };
}

/** As JSON: the shorthand syntax of the AWS CLI does not accept the spaces in some types. */
function optInCommand(changes: Readonly<Record<string, boolean>>, region: string): string {
  return `aws backup update-region-settings --resource-type-opt-in-preference '${JSON.stringify(changes)}' --region ${region}`;
}

function onOrOff(on: boolean): string {
  return on ? 'on' : 'off';
}
