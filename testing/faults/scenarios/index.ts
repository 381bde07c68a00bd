import { ADOPT_SCENARIOS } from './adopt';
import { ENVIRONMENT_SCENARIOS } from './environment';
import { MEMBER_SCENARIOS } from './members';
import { ORGANIZATION_SCENARIOS } from './organization';
import type { Scenarios } from './scenario';

export const SCENARIOS: Scenarios = {
  ...ENVIRONMENT_SCENARIOS,
  ...MEMBER_SCENARIOS,
  ...ORGANIZATION_SCENARIOS,
  ...ADOPT_SCENARIOS,
};
