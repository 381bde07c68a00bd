import { contributorsAt, type Provenance } from '../policy/provenance';
import { settingPath } from '../policy/setting-path';
import type { AttachedPolicy } from './organization';

/** Where `organization.ts` has what the document of a policy has at a path. */
export function pathInPolicy(policy: AttachedPolicy, documentPath: string): string {
  return [`policies.${policy.name}`, settingPath(documentPath, policy)].filter((part) => part !== '').join('.');
}

/**
 * Where `organization.ts` has what an effective policy has at a path, and which other policies contribute.
 * @param from paths of all settings that count
 */
export function pathInPolicies(
  policies: readonly AttachedPolicy[],
  provenance: Provenance,
  path: string,
  from: readonly string[] = [path],
): { readonly path: string; readonly others: readonly string[] } {
  const setters = contributorsAt(provenance, path);
  // The last one sets a value; an object belongs to the policy that begins it.
  const name = Object.hasOwn(provenance, path) ? setters.at(-1) : setters[0];
  const policy = policies.find((candidate) => candidate.name === name);
  const all = new Set([...setters, ...from.flatMap((setting) => contributorsAt(provenance, setting))]);
  return {
    path: policy ? pathInPolicy(policy, path) : `policies: ${path}`,
    others: policies.map((other) => other.name).filter((other) => other !== name && all.has(other)),
  };
}
