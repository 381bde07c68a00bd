import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { largeOrganization } from '../testing/organization/large-organization';

export interface GeneratedOrganization {
  /** The root of this repository. */
  readonly root: string;
  /** An empty folder, into which it is written. */
  readonly folder: string;
  readonly accounts: number;
}

/**
 * Writes the environments of `testing/environments` with an organization of so many accounts, whose tree is in a file as
 * `backupctl organization pull` writes it.
 *
 * @returns their folder, for BACKUP_ENVIRONMENTS_DIR
 */
export function generateOrganization({ root, folder, accounts }: GeneratedOrganization): string {
  const fixtures = path.join(root, 'testing', 'environments');
  const environments = path.join(folder, 'environments');
  mkdirSync(environments);
  const write = (file: string, text: string): void => writeFileSync(path.join(environments, file), text);
  for (const file of ['load.ts', 'index.ts', 'dev.ts', 'stg.ts', 'prod.ts'])
    write(file, readFileSync(path.join(fixtures, file), 'utf8').replaceAll("'../../", `'${root}/`));
  const { root: tree, ...settings } = largeOrganization(accounts);
  write('organization-tree.json', `${JSON.stringify(tree, null, 2)}\n`);
  write(
    'organization.ts',
    `import { organization } from '${root}/environments/organization/organization';
import root from './organization-tree.json';

export default organization({ ...${JSON.stringify(settings)}, root });
`,
  );
  return environments;
}
