import type { OrganizationInput } from './organization/organization';
import { printObject } from './print-literal';
import { TREE_FILE } from './tree-file';

/**
 * The text of `organization.ts`.
 * @param organization with code where it takes a value of `common.ts`, or the root of the tree's file
 */
export function printOrganization(
  organization: OrganizationInput,
  { importsRoot }: { readonly importsRoot: boolean },
): string {
  return `import { common } from './common';
import { organization } from './organization/organization';
${importsRoot ? `import root from './${TREE_FILE}';\n` : ''}
export default organization(${printObject(organization, 0)});
`;
}

/** The text of `index.ts`: the names of the environments, in promotion order. */
export function printIndex(names: readonly string[]): string {
  const lines = names.map((name) => `  ${/^[a-z]+$/.test(name) ? name : `'${name}'`}: () => import('./${name}'),\n`);
  return `/**
 * Every environment, in promotion order: a release is deployed to the first, then to the next.
 * A new environment is one file and one line. Then run \`npm run workflows\`.
 */
export const environments = {
${lines.join('')}};
`;
}
