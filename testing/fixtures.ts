import dev from './environments/dev';
import { environments } from './environments/index';
import organization from './environments/organization';
import prod from './environments/prod';
import stg from './environments/stg';

/** The frozen environments and organization (docs/adr/0019-testing.md). All tests share them: copy before a change. */
export const fixtures = { dev, stg, prod, organization };

/** The names of the frozen environments, in promotion order. */
export const FIXTURE_NAMES = Object.keys(environments);
