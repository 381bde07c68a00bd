import { regionUnknown } from '../../domain/backup/regions';
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
    .filter(([path, found]) => path === 'region' || found !== region)
    .flatMap(([path, found]) => regionUnknown(found, path));
};
