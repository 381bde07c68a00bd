import type { Finding } from '../../domain/finding';
import { type Organization, treeOf } from '../../domain/organization/organization';
import { everyPlace, ouText } from '../policy/account-place';
import { indentedTable } from '../table';
import type { EffectiveRuleSummary } from './organization-summary';
import { recoveryPointsText, retentionText, runsText, warningRow } from './summary-text';

/** The effective rules of the organization's policies, and the accounts that get each of them, by OU. */
export function organizationText(
  rules: readonly EffectiveRuleSummary[],
  organization: Organization,
  warnings: readonly Finding[],
): string {
  const groups = accountGroups(organization);
  const numbered = rules.map((rule, index) => ({ ...rule, number: String(index + 1) }));
  const accounts = numbered.flatMap(({ number, accounts: ids }) =>
    groups
      .map(({ ou, members }) => [ou, members.filter(({ id }) => ids.includes(id)).map(({ name }) => name)] as const)
      .filter(([, names]) => names.length > 0)
      .map(([ou, names], index) => [index === 0 ? number : '', ou, names.join(', ')]),
  );
  return [
    'organization',
    rulesTable(numbered),
    ...(accounts.length === 0 ? [] : [indentedTable(['RULE', 'OU', 'ACCOUNTS'], accounts)]),
    ...(warnings.length === 0 ? [] : [indentedTable([], warnings.map(warningRow))]),
  ].join('\n\n');
}

function rulesTable(rules: readonly (EffectiveRuleSummary & { readonly number: string })[]): string {
  return indentedTable(
    ['#', 'PLAN', 'RULE', 'VAULT', 'REGIONS', 'NEXT RUNS', 'RETENTION', 'RECOVERY POINTS'],
    rules.map((rule) => [
      rule.number,
      rule.plan,
      rule.rule,
      rule.vault,
      rule.regions.join(', '),
      runsText(rule),
      retentionText(rule.deleteAfterDays),
      recoveryPointsText(rule.recoveryPoints),
    ]),
  );
}

interface AccountGroup {
  readonly ou: string;
  readonly members: { readonly id: string; readonly name: string }[];
}

/** The accounts of the organization by OU, in the order of the tree. */
function accountGroups(organization: Organization): AccountGroup[] {
  const groups = new Map<string, AccountGroup>();
  for (const place of everyPlace(treeOf(organization))) {
    const ou = ouText(place);
    const group = groups.get(ou) ?? { ou, members: [] };
    const { id, name = id } = place.account;
    group.members.push({ id, name });
    groups.set(ou, group);
  }
  return [...groups.values()];
}
