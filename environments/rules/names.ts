import { nameNotAllowed } from '../../domain/backup/names';
import type { Finding } from '../../domain/finding';
import type { EnvironmentRule } from './environment-rule';

/** Names that AWS takes, and that stay apart: from each other, in Terraform, and for people who overlook case. */
export const names: EnvironmentRule = ({ backup }) => [
  ...backup.vaults.flatMap(({ name }) => nameNotAllowed('vault', name, `backup.vaults.${name}.name`)),
  ...namesCollide(
    backup.vaults.map(({ name, region }) => ({ name, scope: region })),
    'backup.vaults',
  ),
  ...namesCollide(
    backup.plans.map(({ name, region }) => ({ name, scope: region })),
    'backup.plans',
  ),
  ...backup.plans.flatMap(({ name, rules, selections }) => [
    ...nameNotAllowed('plan', name, `backup.plans.${name}.name`),
    ...rules.flatMap((rule) => nameNotAllowed('rule', rule.name, `backup.plans.${name}.rules.${rule.name}.name`)),
    ...selections.flatMap((selection) =>
      nameNotAllowed('selection', selection.name, `backup.plans.${name}.selections.${selection.name}.name`),
    ),
    ...namesCollide(rules, `backup.plans.${name}.rules`),
    ...namesCollide(selections, `backup.plans.${name}.selections`),
  ]),
];

interface Named {
  readonly name: string;
  /** Names of different scopes may be alike. */
  readonly scope?: string;
}

/** Names of one list that are the same, differ only by case, or lose their difference in a Terraform address. */
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
        source: 'ours',
        path: `${path}.${name}.name`,
        found: name,
        message: `"${name}" ${difference(name, other)}`,
        remedy: 'give it a name of its own',
      },
    ];
  });
}

function difference(name: string, other: string): string {
  if (name === other) return 'is there twice';
  if (name.toLowerCase() === other.toLowerCase()) return `differs from "${other}" only by case`;
  return `and "${other}" become the same Terraform address`;
}

/** What cdktf leaves of a name in an address. */
function addressable(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '');
}
