import type { App } from 'cdktf';

import { type Finding, refusal } from '../domain/finding';
import { nearest } from '../domain/nearest';
import type { ImportedResource } from '../domain/terraform/import-id';
import type { Configuration } from '../environments/parse';
import { placedInJson } from '../environments/placed-in-json';
import type { BaseStack } from '../modules/core/base-stack';
import { Imports } from '../modules/core/imports';
import { addressesIn } from '../modules/core/removed';
import { stacksOf, unknownStack } from './stacks-of';
import type { TargetFinding } from './target-findings';

/**
 * Adds to the stacks what Terraform imports into them.
 * @returns stacks and addresses in the files that the app does not have
 */
export function addImports(app: App, { imports, environments }: Configuration): TargetFinding[] {
  return Object.entries(imports).flatMap(([target, { file, text, value }]) => {
    const stacks = stacksOf(app, target);
    // An environment whose stacks could not be built is reported itself.
    if (stacks.size === 0 && environments.some(({ name }) => name === target)) return [];
    const findings = Object.entries(value).flatMap(([name, own]) => {
      const stack = stacks.get(name);
      return stack ? importInto(stack, name, own) : [unknownStack({ path: name, found: name }, [...stacks.keys()])];
    });
    return placedInJson(findings, text).map((finding) => ({ target: file, finding }));
  });
}

function importInto(stack: BaseStack, name: string, own: readonly ImportedResource[]): Finding[] {
  const addresses = new Set(addressesIn(stack));
  const children = stack.node.findAll();
  const known = new Map(
    children.flatMap((one) => (one instanceof Imports ? one.imports.map(({ to, id }) => [to, id] as const) : [])),
  );
  const added = own.filter(({ to }) => !known.has(to));
  if (added.length > 0) new Imports(stack, IMPORTS, added.toSorted(byAddress));
  return own.flatMap(({ to, id }, index) => [
    ...(addresses.has(to) ? [] : [unknownAddress(`${name}.${index}.to`, to, [...addresses])]),
    ...(known.has(to) && known.get(to) !== id ? [otherId(`${name}.${index}.id`, id, known.get(to) ?? '')] : []),
  ]);
}

/** No vault, plan or region has a name with a colon. */
const IMPORTS = ':imports';

function byAddress(a: { readonly to: string }, b: { readonly to: string }): number {
  return a.to < b.to ? -1 : 1;
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
