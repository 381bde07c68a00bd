import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface GeneratedEnvironments {
  /** The root of this repository. */
  readonly root: string;
  /** An empty folder, into which they are written. */
  readonly folder: string;
  readonly count: number;
}

/**
 * Writes `count` environments like prod of `testing/environments`, without an organization: its tree would have to
 * place every generated account.
 *
 * @returns their folder, for BACKUP_ENVIRONMENTS_DIR
 */
export function generateEnvironments({ root, folder, count }: GeneratedEnvironments): string {
  const fixtures = path.join(root, 'testing', 'environments');
  const environments = path.join(folder, 'environments');
  mkdirSync(environments);
  const write = (file: string, text: string): void =>
    writeFileSync(path.join(environments, file), text.replaceAll("'../../", `'${root}/`));

  write('load.ts', readFileSync(path.join(fixtures, 'load.ts'), 'utf8'));
  const prod = readFileSync(path.join(fixtures, 'prod.ts'), 'utf8');
  const accountId = /accountId: '(\d{12})'/.exec(prod)?.[1];
  if (accountId === undefined) throw new Error(`${fixtures}/prod.ts has no accountId to replace`);
  const names = Array.from({ length: count }, (_, index) => `gen-${String(index + 1).padStart(3, '0')}`);
  for (const [index, name] of names.entries())
    write(`${name}.ts`, prod.replaceAll('prod', name).replaceAll(accountId, String(100_000_000_000 + index)));
  const entries = names.map((name) => `  '${name}': () => import('./${name}'),\n`);
  write('index.ts', `export const environments = {\n${entries.join('')}};\n`);
  return environments;
}
