import { type App, TerraformResource } from 'cdktf';

import { type Finding, refusal } from '../domain/finding';
import { nearest } from '../domain/nearest';
import type { ImportsFile } from '../environments/imports-file';
import type { Configuration } from '../environments/parse';
import { placedInJson } from '../environments/placed-in-json';
import { BaseStack } from '../modules/core/base-stack';
import { EnvironmentStack } from '../modules/core/environment-stack';
import { Imports } from '../modules/core/imports';
import { ORGANIZATIONS, type TargetFinding } from './target-findings';

/**
 * Adds to the stacks what Terraform imports into them.
 * @returns stacks and addresses in the files that the app does not have
 */
export function addImports(app: App, { imports, environments }: Configuration): TargetFinding[] {
  return Object.entries(imports).flatMap(([target, file]) => {
    const stacks = stacksOf(app, target);
    // An environment whose stacks could not be built is reported itself.
    if (stacks.size === 0 && environments.some(({ name }) => name === target)) return [];
    const findings = Object.keys(file.stacks).flatMap((name) => {
      const stack = stacks.get(name);
      return stack ? importInto(stack, name, file) : [unknownStack(name, [...stacks.keys()])];
    });
    return placedInJson(findings, file.text).map((finding) => ({ target: file.file, finding }));
  });
}

/** The stacks of an environment by their names; those of the organization by their whole names. */
function stacksOf(app: App, target: string): Map<string, BaseStack> {
  const stacks = app.node.children.filter((one): one is BaseStack => one instanceof BaseStack);
  return new Map(
    stacks.flatMap((stack): [string, BaseStack][] => {
      const owner = stack instanceof EnvironmentStack ? stack.target.name : ORGANIZATIONS;
      if (owner !== target) return [];
      return [[stack instanceof EnvironmentStack && target !== ORGANIZATIONS ? stack.stackName : stack.node.id, stack]];
    }),
  );
}

function importInto(stack: BaseStack, name: string, { stacks }: ImportsFile): Finding[] {
  const own = stacks[name] ?? [];
  const children = stack.node.findAll();
  const addresses = children.flatMap((one) =>
    one instanceof TerraformResource ? [`${one.terraformResourceType}.${one.friendlyUniqueId}`] : [],
  );
  const known = new Map(
    children.flatMap((one) => (one instanceof Imports ? one.imports.map(({ to, id }) => [to, id] as const) : [])),
  );
  const added = own.filter(({ to }) => !known.has(to));
  if (added.length > 0) new Imports(stack, IMPORTS, added.toSorted(byAddress));
  return own.flatMap(({ to, id }, index) => [
    ...(addresses.includes(to) ? [] : [unknownAddress(`${name}.${index}.to`, to, addresses)]),
    ...(known.has(to) && known.get(to) !== id ? [otherId(`${name}.${index}.id`, id, known.get(to) ?? '')] : []),
  ]);
}

/** No vault, plan or region has a name with a colon. */
const IMPORTS = ':imports';

function byAddress(a: { readonly to: string }, b: { readonly to: string }): number {
  return a.to < b.to ? -1 : 1;
}

function unknownStack(found: string, stacks: readonly string[]): Finding {
  const meant = nearest(found, stacks);
  return refusal({
    rule: 'import-stack-unknown',
    path: found,
    message: `there is no stack "${found}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`,
    remedy: `write one of ${stacks.join(', ')}`,
  });
}

function unknownAddress(path: string, found: string, addresses: readonly string[]): Finding {
  const meant = nearest(found, addresses);
  return refusal({
    rule: 'import-address-unknown',
    path,
    found,
    message: 'the stack has no resource with this address',
    remedy:
      meant === undefined ? 'remove the entry, or run backupctl adopt again' : `write ${meant}, or remove the entry`,
  });
}

function otherId(path: string, found: string, configured: string): Finding {
  return refusal({
    rule: 'imported-twice',
    path,
    found,
    message: `the configuration imports ${configured} into this address`,
    remedy: 'remove the entry, or correct the ID in the configuration',
  });
}
