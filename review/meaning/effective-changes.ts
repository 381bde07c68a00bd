import { groupedBy } from '../../domain/grouped-by';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import type { Change } from '../../domain/terraform/changes/change';
import { differences } from '../../domain/terraform/changes/difference';
import type { Block, Value } from '../../domain/terraform/changes/value';
import { organizationPolicy } from '../model/canonical';
import { accountsIn, type OrganizationChange, type OrganizationPlaces } from '../model/organization';
import type { Stack } from '../model/stack';

/** The same change of the effective policies of accounts; of a target, if the accounts below it are unknown. */
export interface EffectiveChange {
  readonly change: Change;
  readonly accounts: readonly string[];
}

/** How the effective policies of an organization change. Accounts with the same policies before and after are one change. */
export function effectiveChanges(
  { after, targets, effectiveBefore, effectiveAfter }: OrganizationChange,
  places: OrganizationPlaces | undefined,
): EffectiveChange[] {
  if (after === undefined) return [];
  const compared = comparison();
  const containers = new Set(places === undefined ? [] : containersIn(places));
  const ids = new Set([...(places === undefined ? [] : accountsIn(places)), ...targets]);
  const groups = groupedBy(
    [...ids].filter((id) => !containers.has(id)),
    (id) => compared(effectiveBefore.get(id), effectiveAfter.get(id)),
  );
  return [...groups]
    .filter(([{ differences: found }]) => found.length > 0)
    .flatMap(([sides, group]) => changesOf(sides, group, after));
}

const ACCOUNT = /^\d{12}$/;

/** One for the accounts, and one for each other target. */
function changesOf(sides: Sides, ids: readonly string[], { stackName, environment, stack }: Stack): EffectiveChange[] {
  const change = (name: string): Change => ({
    stackName,
    environment,
    stack,
    address: `effective_policy.${name}`,
    type: 'effective_policy',
    account: undefined,
    action: 'changed',
    movedFrom: undefined,
    replacedFor: [],
    ...sides,
  });
  const accounts = ids.filter((id) => ACCOUNT.test(id));
  const [only] = accounts;
  return [
    ...(only === undefined ? [] : [{ change: change(accounts.length === 1 ? only : '<account>'), accounts }]),
    ...ids.filter((id) => !ACCOUNT.test(id)).map((id) => ({ change: change(id), accounts: [] })),
  ];
}

type Sides = Pick<Change, 'before' | 'after' | 'differences'>;

/** Compares each pair of policies once: accounts of an OU share theirs. */
function comparison(): (before: EffectivePolicy | undefined, after: EffectivePolicy | undefined) => Sides {
  const known = new Map<unknown, Map<unknown, Sides>>();
  return (before, after) => {
    const inner = known.get(before?.provenance) ?? new Map<unknown, Sides>();
    known.set(before?.provenance, inner);
    const sides = inner.get(after?.provenance) ?? sidesOf(before, after);
    inner.set(after?.provenance, sides);
    return sides;
  };
}

function sidesOf(then: EffectivePolicy | undefined, soon: EffectivePolicy | undefined): Sides {
  const [before, after] = [valueOf(then), valueOf(soon)];
  const found = differences(before, after);
  const withheld = found.filter(({ path }) => path[0] === 'withheld');
  // A policy that AWS withholds changes nothing else.
  return { before, after, differences: soon?.published === false ? withheld : found };
}

function valueOf(policy: EffectivePolicy | undefined): Block {
  const errors = policy?.errors ?? [];
  const bySource = (wanted: string): Value =>
    new Map(
      errors.filter(({ source }) => source === wanted).map(({ code, path, message }) => [`${path} ${code}`, message]),
    );
  const plans = organizationPolicy(policy?.effectivePolicy ?? {}) as Block;
  return { plans: new Map(), ...plans, withheld: bySource('aws'), failing: bySource('backupctl') };
}

function containersIn({ id, ous }: OrganizationPlaces): string[] {
  return [id, ...ous.flatMap(containersIn)];
}
