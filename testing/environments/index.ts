/** The frozen environments that every test runs on (docs/adr/0019-testing.md), in promotion order. */
export const environments = {
  dev: () => import('./dev'),
  stg: () => import('./stg'),
  prod: () => import('./prod'),
};
