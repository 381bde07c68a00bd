import { type Finding, refusal } from '../../domain/finding';
import { isObject, type JsonObject } from '../../domain/json-object';
import { shortRelease } from './record';

/** A state of Terraform at one moment. */
export interface StateVersion {
  readonly lineage: string;
  readonly serial: number;
}

/** What a bundle says about the plan of one stack. */
export interface BundledStack {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** The state that the plan was made for; null: none yet. */
  readonly state: StateVersion | null;
  /** Whether there is anything to apply. */
  readonly changes: boolean;
}

/** A stack that others read, and that is not planned itself. */
export interface ReadStack {
  readonly name: string;
  /** The state that was read. */
  readonly state: StateVersion;
}

/** What lies beside the plans in a bundle, as `manifest.json`. */
export interface BundleManifest {
  readonly schema: 1;
  readonly environment: string;
  readonly accountId: string;
  /** The digest of the release, in every environment the same. */
  readonly release: string;
  /** Of git, as the release has it. */
  readonly commit: string;
  /** The version of Terraform that made the plans. */
  readonly terraform: string;
  /** sha256 of the repository's own .terraform.lock.hcl, or `none`. */
  readonly providerLock: string;
  /** In the order in which they are applied. */
  readonly stacks: readonly BundledStack[];
  /** Stacks without a plan here whose outputs those read. */
  readonly reads: readonly ReadStack[];
  /** The other stacks of the environment: they read what these publish, or were not asked for. */
  readonly missing: readonly string[];
  /** What nobody has accepted, by severity. */
  readonly review: Readonly<Record<string, number>>;
  /** sha256 of every other entry. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Whether a bundle was written by this version: everything in its manifest has its place. */
export function isManifest(json: unknown): json is BundleManifest {
  const { schema, stacks, reads, missing, review, checksums, ...texts } = asObject(json);
  const named = ['environment', 'accountId', 'release', 'commit', 'terraform', 'providerLock'];
  return (
    schema === 1 &&
    named.every((name) => typeof texts[name] === 'string') &&
    Array.isArray(stacks) &&
    stacks.length > 0 &&
    stacks.every(isBundledStack) &&
    Array.isArray(reads) &&
    reads.every(isReadStack) &&
    areTexts(missing) &&
    Object.values(asObject(review)).every((count) => typeof count === 'number') &&
    areTexts(Object.values(asObject(checksums)))
  );
}

function isBundledStack(json: unknown): boolean {
  const { dependencies, state, changes } = asObject(json);
  return areTexts(dependencies) && typeof changes === 'boolean' && (state === null ? isNamed(json) : isReadStack(json));
}

function isReadStack(json: unknown): boolean {
  const { lineage, serial } = asObject(asObject(json)['state']);
  return isNamed(json) && typeof lineage === 'string' && typeof serial === 'number';
}

/** It becomes the name of a folder. */
function isNamed(json: unknown): boolean {
  const { name } = asObject(json);
  return typeof name === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name);
}

function asObject(json: unknown): JsonObject {
  return isObject(json) ? json : {};
}

function areTexts(json: unknown): boolean {
  return Array.isArray(json) && json.every((text) => typeof text === 'string');
}

/** Entries of a bundle that are not what its manifest says. */
export function damagedEntries(
  { checksums, stacks }: BundleManifest,
  digests: Readonly<Record<string, string>>,
): Finding[] {
  const said = (path: string, message: string): Finding =>
    refusal({ rule: 'bundle-damaged', path, message, remedy: 'plan again, and find out what changed it' });
  const wanted = Object.entries(checksums).flatMap(([entry, digest]) => {
    if (digests[entry] === undefined) return [said(entry, 'the manifest names it, but it is not there')];
    return digests[entry] === digest
      ? []
      : [said(entry, 'it is not what was planned: its sha256 is not that of the manifest')];
  });
  const more = Object.keys(digests)
    .filter((entry) => !Object.hasOwn(checksums, entry))
    .map((entry) => said(entry, 'the manifest does not name it'));
  const without = stacks
    .filter(({ name }) => !Object.hasOwn(checksums, `stacks/${name}/plan.tfplan`))
    .map(({ name }) => said(name, 'its plan is missing'));
  return [...wanted, ...more, ...without];
}

/** Where a bundle is about to be applied. */
export interface ApplyingTo {
  readonly accountId: string;
  /** The release of the tree that is checked out. */
  readonly release: string;
  readonly commit: string;
}

/** What keeps a bundle from being applied here. */
export function bundleRefusals(manifest: BundleManifest, { accountId, release, commit }: ApplyingTo): Finding[] {
  const again = `plan again: npx backupctl plan --environment ${manifest.environment}`;
  const account = refusal({
    rule: 'bundle-of-another-account',
    path: 'accountId',
    found: manifest.accountId,
    message: `the plans are for another account than ${accountId}, which ${manifest.environment} has`,
    remedy: again,
  });
  const other = refusal({
    rule: 'bundle-of-another-release',
    path: 'release',
    found: shortRelease(manifest.release),
    message: `what is checked out here is release ${shortRelease(release)} (commit ${commit}), the plans are of commit ${manifest.commit}`,
    remedy: `check out commit ${manifest.commit} and run npm ci, or ${again}`,
  });
  return [...(manifest.accountId === accountId ? [] : [account]), ...(manifest.release === release ? [] : [other])];
}

/** Plans are read by the very Terraform that made them. */
export function versionRefusals({ terraform }: BundleManifest, here: string): Finding[] {
  if (terraform === here) return [];
  const message = `the plans were made by Terraform ${terraform}, and this is ${here}`;
  const remedy = `apply with Terraform ${terraform}`;
  return [refusal({ rule: 'bundle-of-another-terraform', path: 'terraform', found: terraform, message, remedy })];
}

/** Stacks of a bundle that were not made from what is checked out, whatever the bundle says. */
export function inputRefusals({ environment }: BundleManifest, stacks: readonly string[]): Finding[] {
  return stacks.map((stack) =>
    refusal({
      rule: 'bundle-of-other-inputs',
      path: `stacks/${stack}/inputs`,
      message: 'the plan was not made from what is checked out here',
      remedy: `plan again: npx backupctl plan --environment ${environment}`,
    }),
  );
}

/** Plans whose states have moved on since. */
export function staleRefusals({ environment }: BundleManifest, stacks: readonly string[]): Finding[] {
  return stacks.map((stack) =>
    refusal({
      rule: 'plan-stale',
      path: stack,
      message: 'its state has changed since it was planned, or read for a plan: the plan is stale',
      remedy: `plan again: npx backupctl plan --environment ${environment}`,
    }),
  );
}
