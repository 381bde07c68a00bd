import type { Part } from '../../domain/adopt/part';
import { OTHER_SUBSCRIPTIONS, topicPart } from '../../domain/adopt/topics';
import { QUOTAS } from '../../domain/backup/quotas';
import { groupedBy } from '../../domain/grouped-by';
import { complete } from '../defaults';
import { planPath, vaultPath } from '../rules/config-paths';
import { labelOf } from '../rules/notifications';
import type { EnvironmentInput } from '../schema';
import { environmentFields } from '../schema/environment';

/** What adopt can leave out, by its path. */
type PlacedPart = readonly [path: string, part: Part];

/** The parts that a finding at this path refuses; none if it concerns no part. */
export function refusedParts(path: string, parts: readonly PlacedPart[]): Part[] {
  if (path === 'backup.vaults') return beyondQuota(parts, 'vault', QUOTAS['vaults in a region']);
  if (path === 'backup.plans') return beyondQuota(parts, 'plan', QUOTAS['plans in a region']);
  // The longest path that the finding is at or below.
  const below = parts.filter(
    ([place]) => path === place || (path.startsWith(place) && /^[.[]/.test(path.slice(place.length))),
  );
  return below
    .toSorted(([a], [b]) => b.length - a.length)
    .slice(0, 1)
    .map(([, part]) => part);
}

/** What exceeds the default quota of a region: AWS can raise it, and the rules do not know that. */
function beyondQuota(parts: readonly PlacedPart[], kind: Part['kind'], most: number): Part[] {
  const ofKind = parts.map(([, part]) => part).filter((part) => part.kind === kind);
  return [...groupedBy(ofKind, ({ region }) => region).values()].flatMap((inRegion) => inRegion.slice(most));
}

/** The parts of an account that an environment takes over. */
export function placedParts(input: EnvironmentInput): PlacedPart[] {
  const environment = complete(environmentFields.parse(input));
  const { backup, notifications, ssmBackup, region: home } = environment;
  return [
    ...backup.vaults.flatMap((vault): PlacedPart[] => {
      const path = vaultPath(vault, environment);
      const { region, name } = vault;
      return [
        [path, { kind: 'vault', region, name }],
        [`${path}.lock`, { kind: 'lock', region, name }],
        [`${path}.accessPolicy`, { kind: 'access policy', region, name }],
        [`${path}.notify`, { kind: 'notifications', region, name }],
        [`${path}.topicArn`, { kind: 'notifications', region, name }],
      ];
    }),
    ...backup.plans.flatMap((plan): PlacedPart[] => {
      const path = planPath(plan, environment);
      const { region, name } = plan;
      return [
        [path, { kind: 'plan', region, name }],
        ...plan.selections.map((selection): PlacedPart => [
          `${path}.selections.${selection.name}`,
          { kind: 'selection', region, name: `${name}/${selection.name}` },
        ]),
      ];
    }),
    ...backup.regionSettings.map(({ region }): PlacedPart => [
      `backup.regionSettings.${region}`,
      { kind: 'region settings', region, name: region },
    ]),
    ...notifications.subscriptions.map((one): PlacedPart => [
      `notifications.subscriptions.${labelOf(one)}`,
      { kind: 'subscription', region: 'global', name: `${one.protocol} ${one.endpoint ?? ''}` },
    ]),
    ['notifications.otherSubscriptions', OTHER_SUBSCRIPTIONS],
    ...notifications.regions.map((region): PlacedPart => [`notifications.topicArns.${region}`, topicPart(region)]),
    ...(ssmBackup === 'none'
      ? []
      : [['ssmBackup', { kind: 'maintenance window', region: home, name: ssmBackup.window.name }] as PlacedPart]),
  ];
}
