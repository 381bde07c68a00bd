import { isObject, type JsonObject } from '../../domain/json-object';
import { stableJson } from '../../domain/stable-json';

/** What a release is made of. */
export interface ReleaseParts {
  /** Of git; with `+changes` where files that git knows differ from it, `none` outside of a repository. */
  readonly commit: string;
  /** sha256 of package-lock.json, or `none`. */
  readonly packageLock: string;
  /** sha256 of .terraform.lock.hcl, or `none`. */
  readonly providerLock: string;
  /** Terraform JSON of all stacks of all environments, by their names. */
  readonly stacks: Readonly<Record<string, JsonObject>>;
}

/**
 * The name of a release: the same wherever the same is to be applied, whichever environment it is planned for.
 *
 * @param digest sha256 as hex
 */
export function releaseOf({ stacks, ...pins }: ReleaseParts, digest: (text: string) => string): string {
  const written = Object.fromEntries(Object.entries(stacks).map(([name, json]) => [name, withoutMetadata(json)]));
  return digest(stableJson({ ...pins, stacks: written }));
}

/** Without what cdktf tells about itself and its constructs: Terraform reads none of it. */
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
