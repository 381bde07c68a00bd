import type { App } from 'cdktf';

import { type Finding, refusal } from '../domain/finding';
import type { Configuration } from '../environments/parse';
import { placedInJson } from '../environments/placed-in-json';
import type { BaseStack } from '../modules/core/base-stack';
import { stateBootstrapContract } from './state-bootstrap/contract';
import { stacksOf, unknownStack } from './stacks-of';
import type { TargetFinding } from './target-findings';

/** The stacks that Terraform forgets, and why some of them cannot go. */
export interface Unmanaged {
  readonly stacks: readonly BaseStack[];
  readonly findings: readonly TargetFinding[];
}

/** Finds the stacks that Terraform forgets. They read no other stack any more. */
export function unmanagedStacks(app: App, { removed, environments }: Configuration): Unmanaged {
  const read = Object.entries(removed).map(([target, { file, text, value }]) => {
    const stacks = stacksOf(app, target);
    // An environment whose stacks could not be built is reported itself.
    const isReported = stacks.size === 0 && environments.some(({ name }) => name === target);
    const findings = isReported
      ? []
      : value.stacks.flatMap((name, index) => refusals(name, index, value.stacks, stacks));
    return {
      stacks: [...stacks].flatMap(([name, stack]) => (value.stacks.includes(name) ? [stack] : [])),
      findings: placedInJson(findings, text).map((finding) => ({ target: file, finding })),
    };
  });
  const stacks = read.flatMap((one) => one.stacks);
  for (const { reads } of stacks) reads.clear();
  return { stacks, findings: read.flatMap((one) => one.findings) };
}

function refusals(
  name: string,
  index: number,
  all: readonly string[],
  stacks: ReadonlyMap<string, BaseStack>,
): Finding[] {
  const path = `stacks.${index}`;
  const stack = stacks.get(name);
  if (!stack)
    return [
      unknownStack(
        { path, found: name },
        [...stacks.keys()].filter((one) => !isBootstrap(one)),
      ),
    ];
  if (isBootstrap(name)) return [bootstrapStays(path, name)];
  const readers = [...stacks].flatMap(([reader, { reads }]) =>
    reads.has(name) && !all.includes(reader) ? [reader] : [],
  );
  return readers.length === 0 ? [] : [stillRead(path, name, readers)];
}

function isBootstrap(name: string): boolean {
  return name.endsWith(stateBootstrapContract.stack);
}

/** The states of all stacks are in its bucket, its own state too. */
function bootstrapStays(path: string, found: string): Finding {
  return refusal({
    rule: 'bootstrap-unmanaged',
    path,
    found,
    message:
      'its bucket holds the states of all stacks, its own state too, so Terraform cannot forget it like the others',
    remedy:
      'remove it from the list: once the file of the environment is deleted, no command manages the bucket and the roles, and they stay in AWS',
  });
}

function stillRead(path: string, found: string, readers: readonly string[]): Finding {
  const which = readers.join(', ');
  return refusal({
    rule: 'unmanaged-stack-read',
    path,
    found,
    message: `${readers.length === 1 ? `stack ${which} reads` : `stacks ${which} read`} its outputs, which would be gone`,
    remedy: `list ${which} too, or keep ${found}`,
  });
}
