// Tests select what they change by name, never by its position in a list. Each of these throws unless exactly one matches.

interface Named {
  readonly name: string;
}

/** The plan with this name, of an environment's backup or of an organization policy. */
export const planNamed = <P extends Named>(
  { plans = [] }: { readonly plans?: readonly P[] | undefined },
  name: string,
): P => onlyOne('plans', name, named(plans, name));

/** The rule with this name, in whatever plan. */
export const ruleNamed = <R extends Named>(
  { plans = [] }: { readonly plans?: readonly { readonly rules?: readonly R[] }[] | undefined },
  name: string,
): R => {
  const rules = plans.flatMap((plan) => plan.rules ?? []);
  return onlyOne('rules', name, named(rules, name));
};

/** The selection with this name, in whatever plan. */
export const selectionNamed = <S extends Named>(
  { plans = [] }: { readonly plans?: readonly { readonly selections?: readonly S[] }[] | undefined },
  name: string,
): S => {
  const selections = plans.flatMap((plan) => plan.selections ?? []);
  return onlyOne('selections', name, named(selections, name));
};

/**
 * The vault with this name.
 * @param region as the file says it
 * @default - the vault without a region
 */
export const vaultNamed = <V extends Named & { readonly region?: string }>(
  { vaults }: { readonly vaults: readonly V[] },
  name: string,
  region?: string,
): V => {
  const there = named(vaults, name).filter((vault) => vault.region === region);
  return onlyOne('vaults', name, there);
};

/** The organization policy with this name. */
export const policyNamed = <P extends Named>({ policies }: { readonly policies: readonly P[] }, name: string): P =>
  onlyOne('policies', name, named(policies, name));

function named<T extends Named>(all: readonly T[], name: string): T[] {
  return all.filter((one) => one.name === name);
}

function onlyOne<T>(what: string, name: string, found: readonly T[]): T {
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} ${what} are named ${name}`);
  return only;
}
