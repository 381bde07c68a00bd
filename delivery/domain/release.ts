import { isObject, type JsonObject } from '../../domain/json-object';
import { stableJson } from '../../domain/stable-json';

/** The parts of a release. */
export interface ReleaseParts {
  /** The git commit, with `+changes` for uncommitted changes of tracked files; `none` outside a repository. */
  readonly commit: string;
  /** sha256 of package-lock.json, or `none`. */
  readonly packageLock: string;
  /** sha256 of .terraform.lock.hcl, or `none`. */
  readonly providerLock: string;
  /** Terraform JSON of all stacks of all environments, by their names. */
  readonly stacks: Readonly<Record<string, JsonObject>>;
}

/**
 * The digest of a release. It does not depend on the environment that the release is planned for.
 *
 * @param digest sha256 as hex
 */
export function releaseOf({ stacks, ...pins }: ReleaseParts, digest: (text: string) => string): string {
  const inputs = Object.fromEntries(Object.entries(stacks).map(([name, json]) => [name, withoutMetadata(json)]));
  return digest(stableJson({ ...pins, stacks: inputs }));
}

/** Without the metadata of cdktf and its constructs, which Terraform ignores. */
function withoutMetadata(json: JsonObject): JsonObject {
  const blocks = ['resource', 'data'].flatMap((kind) => {
    const byType = json[kind];
    return isObject(byType) ? [[kind, mapped(byType, (byName) => mapped(byName, withoutComment))] as const] : [];
  });
  return withoutComment({ ...json, ...Object.fromEntries(blocks) }) as JsonObject;
}

function withoutComment(block: unknown): unknown {
  if (!isObject(block)) return block;
  const { '//': _comment, ...rest } = block;
  return rest;
}

function mapped(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}
