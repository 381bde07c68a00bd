import { idsTaken } from '../../domain/construct-id';
import type { Finding } from '../../domain/finding';
import { difference } from '../rules/names';
import { type OrganizationRule, refused } from './organization-rule';

/** Names that occur twice where each may occur once: both would be one resource in AWS, or one address in Terraform. */
export const duplicateRules: OrganizationRule = ({ baseline, policies }) => [
  ...namesCollide(policies, 'policies'),
  ...namesCollide(baseline.vaults, 'baseline.vaults'),
  ...repeated(baseline.regions).map((region) => twice(region, 'baseline.regions')),
  ...policies.flatMap(({ name, attachTo }) => [
    ...repeated(attachTo.ous).map((ou) => twice(ou, `policies.${name}.attachTo.ous`)),
    ...repeated(attachTo.accounts).map((account) => twice(account, `policies.${name}.attachTo.accounts`)),
  ]),
];

function namesCollide(named: readonly { readonly name: string }[], path: string): Finding[] {
  return idsTaken(named, ({ name }) => [name.toLowerCase()]).map(({ value: { name }, other }) =>
    refused(
      'names-collide',
      `${path}.${name}.name`,
      `"${name}" ${difference(name, other.name)}`,
      'give it a unique name',
      name,
    ),
  );
}

/** The values that occur more than once, each once. */
export function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const value of values) (seen.has(value) ? again : seen).add(value);
  return [...again];
}

function twice(found: string, path: string): Finding {
  return refused('listed-twice', path, 'it is listed twice', 'list it once', found);
}
