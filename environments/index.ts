/**
 * Every environment, in promotion order: a release is deployed to the first, then to the next.
 * A new environment is one file and one line. Then run `npm run workflows`.
 */
export const environments = {
  dev: () => import('./dev'),
  stg: () => import('./stg'),
  prod: () => import('./prod'),
};
