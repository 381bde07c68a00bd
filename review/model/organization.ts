import { groupedBy } from '../../domain/grouped-by';
import { type Container, effectivePolicies } from '../../domain/policy/organization-tree';
import type { EffectivePolicy } from '../../domain/policy/effective-policy';
import { isSet, plain, textAt, textOf } from '../../domain/terraform/changes/value';
import type { Part, Stack } from './stack';

/** An OU or the root, with the accounts and OUs in it. The JSON of a stack does not contain them. */
export interface OrganizationPlaces {
  readonly id: string;
  readonly ous: readonly OrganizationPlaces[];
  readonly accounts: readonly { readonly id: string }[];
}

const [POLICY, ATTACHMENT] = ['aws_organizations_policy', 'aws_organizations_policy_attachment'];

/** An organization before and after a change of its policies or of their attachments. */
export interface OrganizationChange {
  readonly before: Stack | undefined;
  readonly after: Stack | undefined;
  /** The roots, OUs and accounts that either side attaches policies to. */
  readonly targets: readonly string[];
  /** The effective policies of targets and accounts by ID. */
  readonly effectiveBefore: ReadonlyMap<string, EffectivePolicy>;
  readonly effectiveAfter: ReadonlyMap<string, EffectivePolicy>;
}

/**
 * How an organization changes; undefined if both sides have the same policies and attachments: computing effective policies
 * takes longer than all other steps.
 */
export function organizationChange(
  before: Stack | undefined,
  after: Stack | undefined,
  { places, now }: { readonly places?: OrganizationPlaces; readonly now: Date },
): OrganizationChange | undefined {
  if (policiesText(before) === policiesText(after)) return undefined;
  const targets = [...new Set([...targetsOf(before), ...targetsOf(after)])];
  const inOrganization = { targets, places, now };
  return {
    before,
    after,
    targets,
    effectiveBefore: effectivePoliciesOf(before, inOrganization),
    effectiveAfter: effectivePoliciesOf(after, inOrganization),
  };
}

function policiesText(stack: Stack | undefined): string {
  if (stack === undefined) return '';
  return [POLICY, ATTACHMENT]
    .flatMap((type) => partsOf(stack, type).map(({ address, arguments: said }) => `${address} ${textOf(said)}`))
    .toSorted()
    .join('\n');
}

function targetsOf(stack: Stack | undefined): string[] {
  return stack === undefined ? [] : attachmentsOf(stack).map(({ target }) => target);
}

/**
 * The effective policies of targets and accounts by ID. Without their place in the organization, all targets except the
 * root count as children of the root, which is right if the OUs between them have no policies.
 */
function effectivePoliciesOf(
  stack: Stack | undefined,
  {
    targets,
    places,
    now,
  }: { readonly targets: readonly string[]; readonly places?: OrganizationPlaces; readonly now: Date },
): Map<string, EffectivePolicy> {
  if (stack === undefined) return new Map();
  const byTarget = groupedBy(attachmentsOf(stack), ({ target }) => target);
  const policiesAt = (id: string): string[] => (byTarget.get(id) ?? []).map(({ policy }) => policy);
  // Every container has an account with its ID, and no policies of its own: its effective policy is that of the container.
  const container = ({ id, ous, accounts }: OrganizationPlaces): Container => ({
    id,
    policies: policiesAt(id),
    ous: ous.map(container),
    accounts: [
      { id, policies: [] },
      ...accounts.map((account) => ({ id: account.id, policies: policiesAt(account.id) })),
    ],
  });
  const known = new Set(places === undefined ? [] : idsIn(places));
  const rootId = places?.id ?? targets.find((id) => id.startsWith('r-')) ?? 'root';
  const root = container(places ?? { id: rootId, ous: [], accounts: [] });
  const others = targets.filter((id) => !known.has(id) && id !== rootId);
  const tree = {
    policies: documentsOf(stack),
    root: { ...root, accounts: [...root.accounts, ...others.map((id) => ({ id, policies: policiesAt(id) }))] },
  };
  return new Map([...effectivePolicies(tree, { now })].map((policy) => [policy.accountId, policy]));
}

/** The accounts that these places have. */
export function accountsIn({ ous, accounts }: OrganizationPlaces): string[] {
  return [...accounts.map(({ id }) => id), ...ous.flatMap(accountsIn)];
}

function idsIn(places: OrganizationPlaces): string[] {
  return [places.id, ...places.accounts.map(({ id }) => id), ...places.ous.flatMap(idsIn)];
}

function partsOf({ parts }: Stack, type: string | undefined): Part[] {
  return [...parts.values()].filter((part) => part.type === type);
}

function documentsOf(stack: Stack): Record<string, unknown> {
  return Object.fromEntries(
    partsOf(stack, POLICY).map(({ address, arguments: said }) => [address, plain(said['content'] ?? {})]),
  );
}

/** In the order of creation, as far as they depend on each other. AWS evaluates them in this order. */
function attachmentsOf(stack: Stack): { policy: string; target: string }[] {
  const waiting = new Map(partsOf(stack, ATTACHMENT).map((part) => [part.address, part]));
  const sorted: Part[] = [];
  const create = (part: Part): void => {
    if (!waiting.delete(part.address)) return;
    const first = part.arguments['depends_on'];
    for (const address of isSet(first) ? first : []) {
      const other = waiting.get(String(address));
      if (other) create(other);
    }
    sorted.push(part);
  };
  for (const address of [...waiting.keys()].toSorted()) {
    const part = waiting.get(address);
    if (part) create(part);
  }
  return sorted.map(({ arguments: said }) => ({
    policy: /^\$\{(aws_organizations_policy\.[\w-]+)\.id\}$/.exec(textAt(said, ['policy_id']) ?? '')?.[1] ?? '',
    target: textAt(said, ['target_id']) ?? '',
  }));
}
