import { REGIONS } from '../../backup/regions';
import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { below, setting, type Section } from './section';
import { plansOf } from './traversal';
import { listedTexts } from './values';

const regionUnknown: RuleDescription = {
  name: 'region-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'a region that does not exist, or `*`',
  why: 'CreatePolicy takes the codes of regions only; repeats pass',
  see: OBSERVED,
};

const regionsEmpty: RuleDescription = {
  name: 'regions-empty',
  severity: 'warning',
  source: 'backupctl',
  summary: 'an empty list of regions',
  why: 'CreatePolicy takes it, but unless a policy further down appends one, the effective policy is invalid (ELEMENTS_TOO_FEW) and AWS withholds it as a whole',
  see: OBSERVED,
};

/** The regions of a plan. */
export const regions: Concern = {
  rules: [regionUnknown, regionsEmpty],
  check: ({ document }) => plansOf(document).flatMap((plan) => [...unknown(plan), ...empty(plan)]),
};

function unknown(plan: Section): Finding[] {
  return listedTexts(plan, 'regions', '@@assign', '@@append', '@@remove')
    .filter((region) => !REGIONS.includes(region))
    .map((region) => {
      const meant = nearest(region, REGIONS);
      return found(regionUnknown, {
        path: below(plan, 'regions'),
        found: region,
        message: `"${region}" is not a region`,
        remedy: meant === undefined ? 'name every region by its code, such as ap-northeast-1' : `write ${meant}`,
      });
    });
}

function empty(plan: Section): Finding[] {
  const assigns = setting(plan, 'regions')?.written.find(({ operator }) => operator === '@@assign')?.node;
  if (assigns?.kind !== 'list' || assigns.elements.length > 0) return [];
  if (listedTexts(plan, 'regions', '@@append').length > 0) return [];
  return [
    found(regionsEmpty, {
      path: below(plan, 'regions'),
      message: 'the plan is left without a region',
      remedy: 'name a region, or make sure that a child policy appends one',
    }),
  ];
}
