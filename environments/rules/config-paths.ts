import type { Copy, Environment, Plan, Rule, Vault } from '../schema';

/** What distinguishes entries with the same name. */
interface Place {
  readonly region: string;
  readonly accountId?: string;
}

type Home = Pick<Environment, 'region' | 'accountId' | 'backup'>;

/** The path of a vault in its file. */
export function vaultPath(vault: Vault, home: Home): string {
  return `backup.vaults.${distinguishedName(vault.name, vault, home.backup.vaults.filter(namesake(vault)), home)}`;
}

/** The path of a plan in its file. */
export function planPath(plan: Plan, home: Home): string {
  return `backup.plans.${distinguishedName(plan.name, plan, home.backup.plans.filter(namesake(plan)), home)}`;
}

/** The path of a copy in its file, below its rule. */
export function copyPath(copy: Copy, { copies }: Pick<Rule, 'copies'>, rule: string, home: Home): string {
  const alike = copies.filter(({ vault }) => vault === copy.vault);
  return `${rule}.copies.${distinguishedName(copy.vault, copy, alike, home)}`;
}

function namesake({ name }: { readonly name: string }) {
  return (other: { readonly name: string }): boolean => other.name === name;
}

/**
 * The name and, if other entries have the same name, what differs from the environment: `EC2` in its own region,
 * `EC2[ap-northeast-3]` in another.
 */
function distinguishedName(name: string, one: Place, alike: readonly Place[], home: Home): string {
  const apart = (['region', 'accountId'] as const).flatMap((part) =>
    one[part] !== home[part] && alike.some((other) => other[part] !== one[part]) ? (one[part] ?? []) : [],
  );
  return apart.length === 0 ? name : `${name}[${apart.join(', ')}]`;
}
