import type { Finding } from '../finding';
import type { RestoreMetadata } from './metadata-text';
import { parseObjects, settingOf } from './serialize-objects';

/**
 * The prefixes that were delegated to an interface. While the original interface exists they are in use, and EC2 does not
 * accept them together with chosen addresses or a count of them, so a restore leaves them out.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
 */
export const PREFIX_SETTINGS = ['Ipv4Prefixes', 'Ipv6Prefixes', 'Ipv4PrefixCount', 'Ipv6PrefixCount'] as const;

/** Whether a setting delegates a prefix: empty lists and counts of zero do not. */
export function delegatesPrefix(setting: unknown): boolean {
  return Array.isArray(setting) ? setting.length > 0 : Number(setting ?? 0) > 0;
}

/** The prefixes that a restore leaves out. */
export function prefixesLeftOut(original: RestoreMetadata): Finding[] {
  const read = parseObjects(original['NetworkInterfaces'] ?? '[]');
  if ('problem' in read) return [];
  return read.objects.flatMap((one, position) =>
    PREFIX_SETTINGS.flatMap((name): Finding[] => {
      const prefixes = settingOf(one, name);
      if (!delegatesPrefix(prefixes)) return [];
      return [
        {
          rule: 'prefixes-left-out',
          severity: 'warning',
          source: 'backupctl',
          path: `NetworkInterfaces[${position}].${name}`,
          message: `${JSON.stringify(prefixes)} is left out: delegated prefixes stay with the original interface`,
          remedy: 'assign prefixes to the restored interface if it needs them',
        },
      ];
    }),
  );
}
