import { REGIONS } from '../../domain/backup/regions';
import { nearest } from '../../domain/nearest';
import type { EnvironmentRule } from './environment-rule';

/** Regions that this project knows, wherever one is named. */
export const regions: EnvironmentRule = ({ region, state, backup }) => {
  const written: [path: string, region: string][] = [
    ['region', region],
    ['state.region', state.region],
    ...backup.vaults.map((vault): [string, string] => [`backup.vaults.${vault.name}.region`, vault.region]),
    ...backup.plans.flatMap((plan): [string, string][] => [
      [`backup.plans.${plan.name}.region`, plan.region],
      ...plan.rules.flatMap((rule) =>
        rule.copies.map((copy): [string, string] => [
          `backup.plans.${plan.name}.rules.${rule.name}.copies.${copy.vault}.region`,
          copy.region,
        ]),
      ),
    ]),
    ...backup.regionSettings.map((settings): [string, string] => ['backup.regionSettings', settings.region]),
  ];
  // What is taken over from the environment's own region is told once, there.
  return written
    .filter(([path, found]) => !REGIONS.includes(found) && (path === 'region' || found !== region))
    .map(([path, found]) => {
      const meant = nearest(found, REGIONS);
      return {
        rule: 'region-unknown',
        severity: 'error',
        source: 'aws',
        path,
        found,
        message: `"${found}" is no region of AWS that this project knows`,
        remedy: meant === undefined ? 'name a region such as ap-northeast-1' : `did you mean ${meant}?`,
      };
    });
};
