import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { changedEnvironments } from '../commands';
import { ROOT } from '../terraform/programs';

const COMMON = `export const common = {
  service: 'anyservice',
  region: 'ap-northeast-1',
  timezone: 'Asia/Tokyo',
  state: { bucket: '{service}-{name}-tfstate-{accountId}' },
};
`;

/** The folder of a user who has no environment yet, for BACKUP_ENVIRONMENTS_DIR. */
export function adoptingEnvironments(common = COMMON): string {
  const folder = changedEnvironments({ 'index.ts': () => 'export const environments = {};\n' });
  rmSync(path.join(folder, 'organization.ts'));
  writeFileSync(path.join(folder, 'common.ts'), common);
  return folder;
}

/** Makes a written environment readable outside of the repository. Returns its file. */
export function adoptedEntry(folder: string, name: string): string {
  const file = path.join(folder, `${name}.ts`);
  writeFileSync(file, readFileSync(file, 'utf8').replace("'./schema'", `'${ROOT}/environments/schema'`));
  return file;
}
