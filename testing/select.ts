import type { OrganizationInput } from '../environments/organization/organization';
import type { EnvironmentInput } from '../environments/schema';

// Tests select what they change by name, never by its position in a list.

type Backup = EnvironmentInput['backup'];
type Plan = Backup['plans'][number];
type Selection = Plan['selections'][number];

/** The only plan with this name. */
export const planNamed = ({ plans }: Backup, name: string): Plan => onlyOne('plan', name, named(plans, name));

/** The only rule with this name, in whatever plan. */
export const ruleNamed = ({ plans }: Backup, name: string): Plan['rules'][number] =>
  onlyOne(
    'rule',
    name,
    named(
      plans.flatMap(({ rules }) => rules),
      name,
    ),
  );

/** The only selection with this name, in whatever plan. */
export const selectionNamed = ({ plans }: Backup, name: string): Selection =>
  onlyOne(
    'selection',
    name,
    named(
      plans.flatMap(({ selections }) => selections),
      name,
    ),
  );

/**
 * The only vault with this name.
 * @param region of the vault
 * @default - the environment's region
 */
export const vaultNamed = ({ vaults }: Backup, name: string, region?: string): Backup['vaults'][number] =>
  onlyOne(
    'vault',
    name,
    named(vaults, name).filter((vault) => vault.region === region),
  );

type Policy = OrganizationInput['policies'][number];

/** The only organization policy with this name. */
export const policyNamed = ({ policies }: OrganizationInput, name: string): Policy =>
  onlyOne('policy', name, named(policies, name));

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T[] {
  return all.filter((one) => one.name === name);
}

function onlyOne<T>(kind: string, name: string, found: readonly T[]): T {
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`there are ${found.length} of ${kind} ${name}`);
  return only;
}
