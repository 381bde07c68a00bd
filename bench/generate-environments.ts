import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface GeneratedEnvironments {
  /** The root of this repository. */
  readonly root: string;
  /** An empty folder, into which they are written. */
  readonly folder: string;
  readonly count: number;
}

/**
 * Writes a copy of `environments/` that registers, instead of those that are shipped, so many like prod.
 * @returns its folder, for BACKUP_ENVIRONMENTS_DIR
 */
export function generateEnvironments({ root, folder, count }: GeneratedEnvironments): string {
  const environments = path.join(folder, 'environments');
  cpSync(path.join(root, 'environments'), environments, { recursive: true });
  symlinkSync(path.join(root, 'domain'), path.join(folder, 'domain'));

  // Its tree would have to place every generated account.
  rmSync(path.join(environments, 'organization.ts'), { force: true });

  const prod = readFileSync(path.join(environments, 'prod.ts'), 'utf8');
  const accountId = /accountId: '(\d{12})'/.exec(prod)?.[1];
  if (accountId === undefined) throw new Error('environments/prod.ts names no accountId to replace');
  const names = Array.from({ length: count }, (_, index) => `gen-${String(index + 1).padStart(3, '0')}`);
  for (const [index, name] of names.entries()) {
    const text = prod.replaceAll('prod', name).replaceAll(accountId, String(100_000_000_000 + index));
    writeFileSync(path.join(environments, `${name}.ts`), text);
  }
  const entries = names.map((name) => `  '${name}': () => import('./${name}'),\n`);
  writeFileSync(path.join(environments, 'index.ts'), `export const environments = {\n${entries.join('')}};\n`);
  return environments;
}
