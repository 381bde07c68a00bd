import { forcesReplacement } from '../../domain/terraform/terraform-types';
import { providerTarget } from '../model/provider-of';
import type { Model, Part, Stack } from '../model/stack';
import type { Block } from '../../domain/terraform/changes/value';
import type { Action, Change } from '../../domain/terraform/changes/change';
import { type Difference, differences } from '../../domain/terraform/changes/difference';
import { renames, withNewAddresses } from './renames';
import { inNewSpelling } from './same-meaning';

/** All differences between two synthesized apps, by stack and address. */
export function compareModels(base: Model, head: Model): Change[] {
  const names = [...new Set([...base.keys(), ...head.keys()])].toSorted();
  return names.flatMap((name) => {
    const [before, after] = [base.get(name), head.get(name)];
    if (before && after) return before === after ? [] : compareStacks(before, after);
    const only = before ?? after;
    if (!only) return [];
    const action = before ? 'removed' : 'added';
    return [wholeStack(only, action), ...[...only.parts.values()].map((part) => oneSided(only, part, action))];
  });
}

function compareStacks(before: Stack, after: Stack): Change[] {
  const changes = compareParts(before, after);
  if (!isForgotten(before, after)) return changes;
  // What Terraform forgets needs no outputs and reads nothing.
  return [wholeStack(before, 'forgotten'), ...changes.filter(({ type }) => REMAINING.has(type))];
}

/** The parts of a stack without resources. */
const REMAINING: ReadonlySet<string> = new Set(['provider', 'backend', 'terraform']);

/** Whether Terraform forgets every resource of a stack. */
function isForgotten(before: Stack, after: Stack): boolean {
  const [was, is] = [before, after].map(({ parts }) =>
    [...parts.values()].filter(({ type }) => type.startsWith('aws_')),
  );
  return is?.length === 0 && was?.length !== 0 && was?.every(({ address }) => after.forgotten.has(address)) === true;
}

function compareParts(before: Stack, after: Stack): Change[] {
  // A new `removed` block is a finding of its own.
  const kept = [...before.parts.values()].filter(
    ({ address }) => after.parts.has(address) || !after.forgotten.has(address),
  );
  const removed = kept.filter(({ address }) => !after.parts.has(address));
  const appeared = [...after.parts.values()].filter(({ address }) => !before.parts.has(address));
  const declared = new Map([...after.moved].filter(([from, to]) => before.parts.has(from) && after.parts.has(to)));
  const others = { removed: removed.filter(({ address }) => !declared.has(address)), to: new Set(declared.values()) };
  const found = renames(
    others.removed,
    appeared.filter(({ address }) => !others.to.has(address)),
  );
  const addresses = new Map([...declared, ...found]);
  const arrived = new Set(addresses.values());

  const providers = providersOf(after);
  const changes = kept.flatMap((part): Change[] => {
    const address = addresses.get(part.address) ?? part.address;
    const now = after.parts.get(address);
    const twin = now || part.type !== 'provider' ? undefined : providers.get(providerTarget(part.arguments));
    if (twin) return twoSided(after, part, twin, false);
    if (!now) return [oneSided(before, part, 'removed')];
    const was = withNewAddresses(part.arguments, addresses) as Block;
    const old = { ...part, arguments: was };
    return twoSided(
      after,
      { ...old, arguments: inNewSpelling(old, now, [before, after]) },
      now,
      found.has(part.address),
    );
  });
  const added = appeared.filter(({ address }) => !arrived.has(address)).map((part) => oneSided(after, part, 'added'));
  return [...changes, ...added].toSorted(byAddress);
}

/** The providers of a stack by what they manage: nothing is lost without one of two for the same account, region and role. */
function providersOf({ parts }: Stack): Map<string, Part> {
  const providers = [...parts.values()].filter(({ type }) => type === 'provider');
  return new Map(providers.map((part) => [providerTarget(part.arguments), part]));
}

function twoSided(stack: Stack, was: Part, now: Part, undeclared: boolean): Change[] {
  const found = differences(was.arguments, now.arguments);
  if (found.length === 0 && !undeclared) return [];
  const replacedFor = replacingArguments(now.type, found);
  const action: Action = replacedFor.length > 0 ? 'replaced' : undeclared ? 'moved' : 'changed';
  return [
    {
      ...placeIn(stack),
      address: now.address,
      type: now.type,
      action,
      account: now.account ?? was.account,
      movedFrom: undeclared ? was.address : undefined,
      before: was.arguments,
      after: now.arguments,
      differences: found,
      replacedFor,
    },
  ];
}

/** The arguments among these differences that force a replacement. */
function replacingArguments(type: string, found: readonly Difference[]): string[] {
  return [
    ...new Set(found.filter(({ path }) => forcesReplacement(type, path)).map(({ path: [argument = ''] }) => argument)),
  ];
}

function oneSided(stack: Stack, part: Part, action: 'added' | 'removed' | 'forgotten'): Change {
  return {
    ...placeIn(stack),
    address: part.address,
    type: part.type,
    action,
    account: part.account,
    movedFrom: undefined,
    before: action === 'added' ? undefined : part.arguments,
    after: action === 'added' ? part.arguments : undefined,
    differences: [],
    replacedFor: [],
  };
}

function wholeStack(stack: Stack, action: 'added' | 'removed' | 'forgotten'): Change {
  const part: Part = {
    address: stack.stackName,
    type: 'stack',
    account: stack.parts.get('provider.aws')?.account,
    arguments: { parts: stack.parts.size },
  };
  return oneSided(stack, part, action);
}

function placeIn({ stackName, environment, stack }: Stack) {
  return { stackName, environment, stack };
}

function byAddress(a: Change, b: Change): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
