import { type Finding, refusal } from '../../domain/finding';
import { isObject, type JsonObject } from '../../domain/json-object';
import { shortRelease } from './record';

/** A version of a Terraform state. */
export interface StateVersion {
  readonly lineage: string;
  readonly serial: number;
}

/** The plan of a stack in a bundle. */
export interface BundledStack {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** The state that the plan is based on; null before the first apply. */
  readonly state: StateVersion | null;
  /** Whether the plan has changes. */
  readonly changes: boolean;
}

/** A stack whose outputs are read, but that is not planned. */
export interface ReadStack {
  readonly name: string;
  /** The state that was read. */
  readonly state: StateVersion;
}

/** The `manifest.json` of a bundle. */
export interface BundleManifest {
  readonly schema: 1;
  readonly environment: string;
  readonly accountId: string;
  /** The digest of the release, the same in every environment. */
  readonly release: string;
  /** The git commit of the release. */
  readonly commit: string;
  /** The Terraform version of the plans. */
  readonly terraform: string;
  /** sha256 of the repository's own .terraform.lock.hcl, or `none`. */
  readonly providerLock: string;
  /** In apply order. */
  readonly stacks: readonly BundledStack[];
  /** Stacks without a plan whose outputs the planned ones read. */
  readonly reads: readonly ReadStack[];
  /** The other stacks of the environment: they wait for outputs of these, or were not selected. */
  readonly missing: readonly string[];
  /** Findings that are not accepted, by severity. */
  readonly review: Readonly<Record<string, number>>;
  /** sha256 of every other entry. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Whether this version wrote a manifest: it has every member. */
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

/** The name becomes the name of a folder. */
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

/** Entries of a bundle that differ from its manifest. */
export function damagedEntries(
  { checksums, stacks }: BundleManifest,
  digests: Readonly<Record<string, string>>,
): Finding[] {
  const damaged = (path: string, message: string): Finding =>
    refusal({ rule: 'bundle-damaged', path, message, remedy: 'plan again, and find out what changed it' });
  const wanted = Object.entries(checksums).flatMap(([entry, digest]) => {
    if (digests[entry] === undefined) return [damaged(entry, 'the manifest lists it, but it is missing')];
    return digests[entry] === digest
      ? []
      : [damaged(entry, 'it changed after the plan: its sha256 differs from the manifest')];
  });
  const more = Object.keys(digests)
    .filter((entry) => !Object.hasOwn(checksums, entry))
    .map((entry) => damaged(entry, 'the manifest does not list it'));
  const without = stacks
    .filter(({ name }) => !Object.hasOwn(checksums, `stacks/${name}/plan.tfplan`))
    .map(({ name }) => damaged(name, 'its plan is missing'));
  return [...wanted, ...more, ...without];
}

/** Where a bundle is to be applied. */
export interface ApplyingTo {
  readonly accountId: string;
  /** The checked-out release. */
  readonly release: string;
  readonly commit: string;
}

/** Why a bundle may not be applied here. */
export function bundleRefusals(manifest: BundleManifest, { accountId, release, commit }: ApplyingTo): Finding[] {
  const again = `plan again: npx backupctl plan --environment ${manifest.environment}`;
  const account = refusal({
    rule: 'bundle-of-another-account',
    path: 'accountId',
    found: manifest.accountId,
    message: `the plans are for another account: ${manifest.environment} has ${accountId}`,
    remedy: again,
  });
  const other = refusal({
    rule: 'bundle-of-another-release',
    path: 'release',
    found: shortRelease(manifest.release),
    message: `the checked-out release is ${shortRelease(release)} (commit ${commit}), but the plans are of commit ${manifest.commit}`,
    remedy: `check out commit ${manifest.commit} and run npm ci, or ${again}`,
  });
  return [...(manifest.accountId === accountId ? [] : [account]), ...(manifest.release === release ? [] : [other])];
}

/** Only the Terraform version that wrote a plan can read it. */
export function versionRefusals({ terraform }: BundleManifest, here: string): Finding[] {
  if (terraform === here) return [];
  const message = `the plans were written by Terraform ${terraform}, but this is ${here}`;
  const remedy = `apply with Terraform ${terraform}`;
  return [refusal({ rule: 'bundle-of-another-terraform', path: 'terraform', found: terraform, message, remedy })];
}

/** Stacks of a bundle whose inputs differ from the checked-out release, whatever the bundle says. */
export function inputRefusals({ environment }: BundleManifest, stacks: readonly string[]): Finding[] {
  return stacks.map((stack) =>
    refusal({
      rule: 'bundle-of-other-inputs',
      path: `stacks/${stack}/inputs`,
      message: 'the plan has other inputs than the checked-out release',
      remedy: `plan again: npx backupctl plan --environment ${environment}`,
    }),
  );
}

/** Plans whose states changed since. */
export function staleRefusals({ environment }: BundleManifest, stacks: readonly string[]): Finding[] {
  return stacks.map((stack) =>
    refusal({
      rule: 'plan-stale',
      path: stack,
      message: 'its state changed since it was planned, or read for a plan: the plan is stale',
      remedy: `plan again: npx backupctl plan --environment ${environment}`,
    }),
  );
}
