import type { Part } from '../../domain/adopt/part';
import { topicPart } from '../../domain/adopt/topics';
import { complete } from '../defaults';
import { planPath, vaultPath } from '../rules/config-paths';
import { labelOf } from '../rules/notifications';
import type { EnvironmentInput } from '../schema';
import { environmentFields } from '../schema/environment';

/** The part of an account that a finding at this path refuses; undefined if it concerns no part. */
export function refusedPart(path: string, input: EnvironmentInput): Part | undefined {
  // The longest path that the finding is at or below.
  const below = partsOf(input).filter(
    ([place]) => path === place || (/^[.[]/.test(path.slice(place.length)) && path.startsWith(place)),
  );
  return below.toSorted(([a], [b]) => b.length - a.length)[0]?.[1];
}

/** What adopt can leave out, by its path. */
function partsOf(input: EnvironmentInput): [string, Part][] {
  const environment = complete(environmentFields.parse(input));
  const { backup, notifications, ssmBackup, region: home } = environment;
  return [
    ...backup.vaults.flatMap((vault): [string, Part][] => {
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
    ...backup.plans.flatMap((plan): [string, Part][] => {
      const path = planPath(plan, environment);
      const { region, name } = plan;
      return [
        [path, { kind: 'plan', region, name }],
        ...plan.selections.map((selection): [string, Part] => [
          `${path}.selections.${selection.name}`,
          { kind: 'selection', region, name: `${name}/${selection.name}` },
        ]),
      ];
    }),
    ...backup.regionSettings.map(({ region }): [string, Part] => [
      `backup.regionSettings.${region}`,
      { kind: 'region settings', region, name: region },
    ]),
    ...notifications.subscriptions.map((one): [string, Part] => [
      `notifications.subscriptions.${labelOf(one)}`,
      { kind: 'subscription', region: 'global', name: `${one.protocol} ${one.endpoint ?? ''}` },
    ]),
    ...notifications.regions.map((region): [string, Part] => [`notifications.topicArns.${region}`, topicPart(region)]),
    ...(ssmBackup === 'none'
      ? []
      : [['ssmBackup', { kind: 'maintenance window', region: home, name: ssmBackup.window.name }] as [string, Part]]),
  ];
}
