import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { inStableOrder, placesIn, type Tree } from '../../domain/organization/tree';
import { type TreeChange, treeChanges } from '../../domain/organization/tree-changes';
import { SAMPLE_ACCOUNT } from '../../domain/sample-account';
import type { Configuration } from '../../environments/parse';
import { TREE_FILE } from '../../environments/tree-file';
import { readOrganizationTree } from '../../operations/organization-tree';
import type { Progress } from '../../operations/progress';
import type { ClientScope } from '../aws/clients';
import { environmentsFolder, loadConfiguration } from '../configuration';
import { RefusedInputError, UsageError } from '../exit-code';
import { writeFileAtOnce } from '../write-file';
import { previousTree } from './tree-file';

/** What a pull has written. */
export interface Pulled {
  readonly file: string;
  readonly tree: Tree;
  /** Undefined for the first pull. */
  readonly changes: readonly TreeChange[] | undefined;
  /** The configuration with this tree, or why there is none. */
  readonly configuration: Configuration | { readonly refused: string };
}

/**
 * Reads the tree of the organization, and writes it when AWS has answered everything.
 *
 * @throws {UsageError} when the folder of the file does not exist
 * @throws {RefusedError | RefusedInputError} when the file is not a tree, or that of another organization
 * @throws {AwsError}
 */
export async function pullTree(out: string | undefined, home: ClientScope, progress: Progress): Promise<Pulled> {
  const file = out ?? path.join(environmentsFolder(), TREE_FILE);
  const folder = path.dirname(file);
  if (!existsSync(folder)) {
    throw new UsageError(
      `${folder} does not exist.\n→ run it at the root of the repository, or name a file with --out`,
    );
  }
  const previous = previousTree(file);
  const literal = previous ? undefined : await literalTree();
  const [{ OrganizationsClient }, { clientOptions }] = await Promise.all([
    import('@aws-sdk/client-organizations'),
    import('../aws/clients'),
  ]);
  const found = await readOrganizationTree(new OrganizationsClient(clientOptions(home)), progress);
  const before = previous ?? (literal && literal.id !== found.id && isSample(literal) ? undefined : literal);
  if (before && before.id !== found.id) {
    throw new RefusedInputError(
      `The credentials belong to the organization with root ${found.id}, but ${file} or organization.ts has root ${before.id}.\n→ specify a profile of that organization with --profile, or another file with --out`,
    );
  }
  const tree = inStableOrder(found, before);
  writeFileAtOnce(file, `${JSON.stringify(tree, null, 2)}\n`);
  const configuration = await configurationWith(tree);
  return { file, tree, changes: before && treeChanges(before, tree), configuration };
}

/** Whether accounts of a tree are those of the shipped sample, which are in no organization. */
function isSample(tree: Tree): boolean {
  return [...placesIn(tree).accounts.keys()].some((id) => SAMPLE_ACCOUNT.test(id));
}

/** The tree that `organization.ts` has without a file, if it can be read. */
async function literalTree(): Promise<Tree | undefined> {
  const configuration = await loadConfiguration().catch(() => undefined);
  return configuration?.organization?.root;
}

/** Whatever is wrong with the configuration, the tree is that of AWS. */
async function configurationWith(tree: Tree): Promise<Pulled['configuration']> {
  try {
    const configuration = await loadConfiguration(new Date(), { root: tree });
    if (configuration.organization) return configuration;
    return {
      refused: `${environmentsFolder()}/organization.ts could not be read before this file was there.\n→ run npx backupctl synth`,
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'RefusedError') return { refused: error.message };
    throw error;
  }
}

/** Whether `organization.ts` imports the file. */
export function isImported(file: string): boolean {
  const source = path.join(environmentsFolder(), 'organization.ts');
  return existsSync(source) && readFileSync(source, 'utf8').includes(`./${path.basename(file)}`);
}

/** How many accounts and OUs a tree has, and how many accounts of it are skipped. */
export function sizeOf(tree: Tree): { readonly accounts: number; readonly ous: number; readonly skipped: number } {
  const { accounts, units } = placesIn(tree);
  const skipped = [...accounts.values()].filter(({ value: { state = 'active' } }) => state !== 'active').length;
  return { accounts: accounts.size, ous: units.size, skipped };
}
