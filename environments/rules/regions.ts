import { REGIONS } from '../../domain/backup/regions';
import { nearest } from '../../domain/nearest';
import { type EnvironmentRule, rulesOf } from './environment-rule';
import { copyPath, planPath, vaultPath } from './config-paths';

/** Every region in the file is one that this project knows. */
export const regions: EnvironmentRule = (environment) => {
  const { region, state, backup } = environment;
  const written: [path: string, region: string][] = [
    ['region', region],
    ['state.region', state.region],
    ...backup.vaults.map((vault): [string, string] => [`${vaultPath(vault, environment)}.region`, vault.region]),
    ...backup.plans.flatMap((plan): [string, string][] => [
      [`${planPath(plan, environment)}.region`, plan.region],
      ...rulesOf(environment)
        .filter((placed) => placed.plan === plan)
        .flatMap(({ rule, path }) =>
          rule.copies.map((copy): [string, string] => [
            `${copyPath(copy, rule, path, environment)}.region`,
            copy.region,
          ]),
        ),
    ]),
    ...backup.regionSettings.map((settings): [string, string] => ['backup.regionSettings', settings.region]),
  ];
  // The environment's own region is reported once, where it is written.
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
        message: `"${found}" is not an AWS region that this project knows`,
        remedy: meant === undefined ? 'name a region such as ap-northeast-1' : `did you mean ${meant}?`,
      };
    });
};
