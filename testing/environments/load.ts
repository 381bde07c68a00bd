import { configurationLoader } from '../../environments/configuration-loader';
import { environments } from './index';

/** Loads the frozen environments, as `environments/load.ts` loads the user's. */
export const loadConfiguration = configurationLoader(environments, () => import('#organization'));
