import { RESOURCE_TYPES } from '../../domain/backup/resource-types';
import type { Finding } from '../../domain/finding';
import { nearest } from '../../domain/nearest';
import type { EnvironmentRule } from './environment-rule';

const TYPES = RESOURCE_TYPES.map(({ name }) => name);
const MANAGEABLE = ['DynamoDB', 'EFS'];

/** Region settings: one entry per region, and only resource types that AWS Backup supports. */
export const regionSettings: EnvironmentRule = ({ backup }) =>
  backup.regionSettings.flatMap((settings, index) => {
    const path = `backup.regionSettings.${settings.region}`;
    const first = backup.regionSettings.findIndex(({ region }) => region === settings.region);
    return [
      ...(first < index ? [settledTwice(settings.region, path)] : []),
      ...optInTypesUnknown(settings.optIn, `${path}.optIn`),
      ...Object.keys(settings.management).flatMap((type) => typeUnknown(type, MANAGEABLE, `${path}.management`)),
    ];
  });

/** Types to opt in that AWS Backup does not support. */
export function optInTypesUnknown(optIn: Readonly<Record<string, boolean>>, path: string): Finding[] {
  return Object.keys(optIn).flatMap((type) => typeUnknown(type, TYPES, path));
}

function settledTwice(region: string, path: string): Finding {
  return {
    rule: 'region-settings-twice',
    severity: 'error',
    source: 'backupctl',
    path,
    message: `region ${region} has settings twice, but a region has one set per account`,
    remedy: 'put them into one entry',
  };
}

function typeUnknown(type: string, known: readonly string[], path: string): Finding[] {
  if (known.includes(type)) return [];
  const meant = nearest(type, known);
  return [
    {
      rule: 'resource-type-unknown',
      severity: 'error',
      source: 'aws',
      path: `${path}.${type}`,
      message: `"${type}" is not a resource type of this setting`,
      remedy: meant === undefined ? `use some of ${known.join(', ')}` : `did you mean ${meant}?`,
    },
  ];
}
