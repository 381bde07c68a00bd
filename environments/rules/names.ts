import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';
import { planPath } from './config-paths';

/** Names that differ in more than case, in AWS and as Terraform addresses. */
export const names: EnvironmentRule = (environment) => [
  ...namesCollide(
    environment.backup.vaults.map(({ name, region }) => ({ name, scope: region })),
    'backup.vaults',
  ),
  ...namesCollide(
    environment.backup.plans.map(({ name, region }) => ({ name, scope: region })),
    'backup.plans',
  ),
  ...environment.backup.plans.flatMap((plan) => {
    const path = planPath(plan, environment);
    return [...namesCollide(plan.rules, `${path}.rules`), ...namesCollide(plan.selections, `${path}.selections`)];
  }),
];

interface Named {
  readonly name: string;
  /** Names in different scopes can be the same. */
  readonly scope?: string;
}

/** Names in one list that are the same, differ only by case, or become the same Terraform address. */
function namesCollide(named: readonly Named[], path: string): Finding[] {
  const first = new Map<string, string>();
  return named.flatMap(({ name, scope = '' }): Finding[] => {
    const key = `${scope} ${addressable(name).toLowerCase()}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, name);
      return [];
    }
    return [
      {
        rule: 'names-collide',
        severity: 'error',
        source: 'backupctl',
        path: `${path}.${name}.name`,
        found: name,
        message: `"${name}" ${difference(name, other)}`,
        remedy: 'give it a unique name',
      },
    ];
  });
}

/** What two names in one list have in common. */
export function difference(name: string, other: string): string {
  if (name === other) return 'is used twice';
  if (name.toLowerCase() === other.toLowerCase()) return `differs from "${other}" only by case`;
  return `and "${other}" become the same Terraform address`;
}

/** The part of a name that cdktf keeps in an address. */
function addressable(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '');
}
