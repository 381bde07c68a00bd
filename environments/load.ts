import { configurationLoader } from './configuration-loader';
import { environments } from './index';

/** Loads the user's environments and, if there is one, the organization. */
export const loadConfiguration = configurationLoader(environments, () => import('#organization'));
