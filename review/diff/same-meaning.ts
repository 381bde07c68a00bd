import { type Block, byName, textAt } from '../../domain/terraform/changes/value';
import { providerOf, providerRegion, providerTarget } from '../model/provider-of';
import { resolveReferences } from '../model/resolve-reference';
import type { Part, Stack } from '../model/stack';
import { aligned, type Equality } from './align';

/** The old arguments of a part, written like the new ones where both mean the same. */
export function inNewSpelling(was: Part, now: Part, [before, after]: readonly [Stack, Stack]): Block {
  const same = (old: string, current: string): boolean =>
    resolveReferences(old, before) === resolveReferences(current, after);
  const written = aligned(was.arguments, now.arguments, equality(now.type, same)) as Block;
  if (!/^(data\.)?aws_/.test(now.type)) return written;
  return withPlace(withPlace(written, now, ['region', providerRegion(before, was), providerRegion(after, now)]), now, [
    'provider',
    targetOf(before, was),
    targetOf(after, now),
  ]);
}

/** In policies of the organization, names are compared ignoring case. */
export function equality(type: string, values: (was: string, now: string) => boolean): Equality {
  const names = (was: string, now: string): boolean =>
    values(was, now) || (type === 'aws_organizations_policy' && was.toLowerCase() === now.toLowerCase());
  return { names, values };
}

/** An argument that says the same as the provider, or that another provider for the same account says: as it is now. */
function withPlace(
  was: Block,
  { arguments: now }: Part,
  [name, before, after]: readonly [string, string | undefined, string | undefined],
): Block {
  const [old, current] = [textAt(was, [name]), textAt(now, [name])];
  const isPlain = [was, now].every((block) => block[name] === undefined || typeof block[name] === 'string');
  if (!isPlain || old === current || before === undefined || after === undefined) return was;
  const [effective, next] = name === 'region' ? [old ?? before, current ?? after] : [before, after];
  if (effective !== next) return was;
  const { [name]: _old, ...rest } = was;
  return current === undefined
    ? rest
    : Object.fromEntries(Object.entries({ ...rest, [name]: current }).toSorted(byName));
}

function targetOf(stack: Stack, part: Part): string | undefined {
  const provider = providerOf(stack, part);
  return provider && providerTarget(provider);
}
