/**
 * Every environment, in the order of promotion: a release reaches the first, then the next.
 * A new environment is one new file and one new line.
 */
export const environments = {
  dev: () => import('./dev'),
  stg: () => import('./stg'),
  prod: () => import('./prod'),
};
