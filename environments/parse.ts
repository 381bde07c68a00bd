import type { Finding } from '../domain/finding';
import type { AdjacentFiles } from './adjacent-files';
import { complete } from './defaults';
import { fileFindings } from './file-findings';
import { type Imports, readImports } from './imports-file';
import type { JsonFiles } from './json-file';
import { completeOrganization, type Organization } from './organization/organization';
import { ORGANIZATION_RULES } from './organization/rules';
import { readFile, type WrittenFile } from './read-file';
import { type Refusal, RefusedError } from './refusal';
import { readRemoved, type RemovedStacks } from './removed-file';
import { ENVIRONMENT_RULES } from './rules';
import type { Environment } from './schema';
import { environmentFields } from './schema/environment';
import { organizationFields } from './schema/organization';
import { isInTree, placedInTree, type TreeFile } from './tree-file';

/** One environment file, not yet checked. */
export interface EnvironmentFile extends WrittenFile, AdjacentFiles {
  /** Its name in `index.ts`. */
  readonly name: string;
}

/** The file of the organization. */
export interface OrganizationFile extends WrittenFile, AdjacentFiles {
  /** The JSON file that it imports as its root, if it does. */
  readonly tree?: () => TreeFile | undefined;
}

/** The input of all stacks: checked, with every default, and frozen. */
export interface Configuration {
  /** In promotion order. */
  readonly environments: readonly Environment[];
  /** Undefined if there is no `organization.ts`. */
  readonly organization: Organization | undefined;
  /** Warnings by environment; those of the organization under `organization`. */
  readonly warnings: Readonly<Record<string, readonly Finding[]>>;
  /** The file of each environment, for messages; that of the organization under `organizations`, as its deployment. */
  readonly files: Readonly<Record<string, string>>;
  /** What Terraform imports, by environment; that of the organization under `organizations`. */
  readonly imports: JsonFiles<Imports>['values'];
  /** The stacks that Terraform forgets, by environment; those of the organization under `organizations`. */
  readonly removed: JsonFiles<RemovedStacks>['values'];
}

interface Judged<T> {
  readonly file: string;
  readonly name: string;
  readonly findings: readonly Finding[];
  /** The value, or what it was probably meant to be; undefined if it cannot be read. */
  readonly value: T | undefined;
}

/**
 * Checks every file by itself and against the others.
 *
 * @param now the time from which schedules are evaluated
 * @param organization the file of the organization, if there is one
 * @throws {RefusedError} with all problems of all files.
 */
export function parseEnvironments(
  files: readonly EnvironmentFile[],
  now: Date,
  organization?: OrganizationFile,
): Configuration {
  const read = organization && readOrganization(organization);
  const environments = judgeEnvironments(files, now, read?.value);
  const all = environments.flatMap(({ value }) => value ?? []);
  const judgedOrganization = read && judgeOrganization(read, all, now);
  const unread = environments.some(({ value }) => value === undefined);

  const judged: Judged<unknown>[] = judgedOrganization ? [...environments, judgedOrganization] : environments;
  const refusals = judged
    .map(({ file, findings, value }) => ({
      file,
      findings: findings.filter((one) => one.severity === 'error' && !(unread && isAccountOfEnvironment(one, files))),
      unchecked: value === undefined,
    }))
    .filter(({ findings }) => findings.length > 0)
    .flatMap((refused) => (refused.file === organization?.file ? inTheirFiles(refused, organization) : [refused]));
  const owners = [...files, ...(organization ? [{ ...organization, name: 'organizations' }] : [])];
  const [imports, removed] = [readImports(owners), readRemoved(owners)];
  refusals.push(...imports.refusals, ...removed.refusals);
  if (refusals.length > 0) throw new RefusedError(refusals);

  const warnings = Object.fromEntries(judged.map(({ name, findings }) => [name, findings]));
  const written = Object.fromEntries(environments.map(({ file, name }) => [name, file]));
  const paths = organization ? { ...written, organizations: organization.file } : written;
  return deepFreeze({
    environments: all,
    organization: judgedOrganization?.value,
    warnings,
    files: paths,
    imports: imports.values,
    removed: removed.values,
  });
}

function judgeEnvironments(
  files: readonly EnvironmentFile[],
  now: Date,
  organization: Organization | undefined,
): Judged<Environment>[] {
  const read = files.map((file) => {
    const { findings, value: written } = readFile(environmentFields, file);
    return { ...file, findings, written, value: written && complete(written) };
  });
  const all = read.flatMap(({ value }) => value ?? []);
  return read.map(({ file, name, findings, written, value }) => {
    if (!written || !value) return { file, name, findings, value };
    const judged = fileFindings(environmentFields, written, value, [
      ...wrongName(name, value),
      ...ENVIRONMENT_RULES.flatMap((rule) => rule(value, { all, organization, now })),
    ]);
    return { file, name, findings: [...findings, ...judged], value };
  });
}

function readOrganization(file: WrittenFile) {
  const { findings, value: written } = readFile(organizationFields, file);
  return { file: file.file, findings, written, value: written && completeOrganization(written) };
}

function judgeOrganization(
  { file, findings, written, value }: ReturnType<typeof readOrganization>,
  environments: readonly Environment[],
  now: Date,
): Judged<Organization> {
  if (!written || !value) return { file, name: 'organization', findings, value };
  const judged = fileFindings(
    organizationFields,
    written,
    value,
    ORGANIZATION_RULES.flatMap((rule) => rule(value, { environments, now })),
  );
  const others = judged.filter((finding) => !isReported(finding, environments));
  return { file, name: 'organization', findings: [...findings, ...others], value };
}

/** The account of an environment is reported once, in the file of the environment. */
function isReported({ rule, found }: Finding, environments: readonly Environment[]): boolean {
  return rule === 'value-not-allowed' && environments.some(({ accountId }) => accountId === found);
}

/** The organization's file takes the account of an environment from its file: if that cannot be read, the account is wrong too. */
function isAccountOfEnvironment({ rule, path, found }: Finding, files: readonly EnvironmentFile[]): boolean {
  if (!['missing', 'wrong-kind'].includes(rule) || !/^root\.(?:.*\.)?accounts\.[^.]+\.id$/.test(path)) return false;
  return found === undefined || files.some(({ input }) => (input as Partial<Environment> | null)?.accountId === found);
}

/** Problems of the tree are in the file that has the tree. */
function inTheirFiles({ findings, ...refused }: Refusal, organization: OrganizationFile): Refusal[] {
  const tree = findings.some(isInTree) ? organization.tree?.() : undefined;
  if (!tree) return [{ ...refused, findings }];
  const others = findings.filter((finding) => !isInTree(finding));
  return [
    ...(others.length === 0 ? [] : [{ ...refused, findings: others }]),
    { ...refused, file: tree.file, findings: placedInTree(findings.filter(isInTree), tree) },
  ];
}

function wrongName(name: string, environment: Environment): Finding[] {
  if (environment.name === name) return [];
  return [
    {
      rule: 'name-differs-from-registry',
      severity: 'error',
      source: 'backupctl',
      path: 'name',
      found: environment.name,
      message: `this file is listed as ${name}`,
      remedy: `name it ${name}, or list it as ${environment.name}`,
    },
  ];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
