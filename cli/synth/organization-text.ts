import type { Finding } from '../../domain/finding';
import { groupedBy } from '../../domain/grouped-by';
import { counted } from '../../domain/counted';
import { type AccountGroup, accountGroups } from '../../domain/organization/account-groups';
import {
  accountsOf,
  isActive,
  type MemberAccount,
  membersOf,
  type Organization,
  treeOf,
} from '../../domain/organization/organization';
import type { Organization as Configured } from '../../environments/organization/organization';
import { indentedTable } from '../table';
import type { EffectiveRuleSummary } from './organization-summary';
import { summarizeRecipients } from './summary';
import { keyText, lockText, recoveryPointsText, retentionText, runsText, warningRow } from './summary-text';

/** The effective rules of the organization's policies, and the accounts that get each of them, by OU. */
export function organizationText(
  rules: readonly EffectiveRuleSummary[],
  organization: Configured,
  warnings: readonly Finding[],
): string {
  const { notifications } = organization;
  const alerts = (notifications ? summarizeRecipients({ notifications }) : []).map(({ protocol, endpoint }) => [
    'Failure alerts',
    `of every account to ${endpoint} (${protocol})`,
  ]);
  const skipped = membersOf(organization).filter((member) => !isActive(member));
  return [
    'organization',
    ...rulesText(rules, organization),
    indentedTable(
      [],
      [
        ['Baseline', baselineText(organization)],
        ...baselineVaults(organization),
        ...(skipped.length === 0 ? [] : [['Skipped', skippedText(skipped)]]),
        ...alerts,
        ...warnings.map(warningRow),
      ],
    ),
  ].join('\n\n');
}

/** How many members the rollout reaches: a StackSet also those that are leaving. */
function baselineText(organization: Configured): string {
  const { rollout, regions } = organization.baseline;
  const isStackSet = rollout === 'stack-set';
  const [, ...members] = accountsOf(organization);
  const { length } = members.filter(({ leaving }) => isStackSet || !leaving);
  const reached = `${counted(length)} ${length === 1 ? 'member' : 'members'}`;
  const how = isStackSet ? 'by a StackSet, which also reaches accounts that join later' : 'by providers';
  return `${reached} ${how}; the management account by Terraform; in ${regions.join(', ')}`;
}

function baselineVaults({ baseline: { vaults } }: Configured): string[][] {
  return vaults.map(({ name, key, lock }) => {
    const keys = typeof key === 'string' ? keyText(key) : 'a shared key in each region';
    return ['Vault', `${name}, ${keys}${lockText(lock?.mode ?? null)}`];
  });
}

/** The same without a heading. */
export function rulesText(rules: readonly EffectiveRuleSummary[], organization: Organization): string[] {
  const { root } = treeOf(organization);
  const numbered = rules.map((rule, index) => ({ ...rule, number: String(index + 1) }));
  const accounts = numbered.flatMap(({ number, accounts: ids }) =>
    fewOf(accountGroups(root, new Set(ids))).map(([ou, names], index) => [index === 0 ? number : '', ou, names]),
  );
  return [
    rulesTable(numbered),
    ...(accounts.length === 0 ? [] : [indentedTable(['RULE', 'OU', 'ACCOUNTS'], accounts)]),
  ];
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

/** So many OUs are listed for one rule. */
const FEW_UNITS = 20;

function fewOf(groups: readonly AccountGroup[]): (readonly [ou: string, accounts: string])[] {
  const shown = groups.length <= FEW_UNITS + 1 ? groups : groups.slice(0, FEW_UNITS);
  const others = groups.slice(shown.length);
  const count = others.reduce((total, group) => total + group.count, 0);
  return [
    ...shown.map(({ ou, accounts }) => [ou, accounts] as const),
    ...(others.length === 0 ? [] : [[`${counted(others.length)} more OUs`, `${counted(count)} accounts`] as const]),
  ];
}

/** Accounts that AWS cannot back up, by their state. */
function skippedText(accounts: readonly MemberAccount[]): string {
  return [...groupedBy(accounts, ({ state = '' }) => state)]
    .map(([state, { length }]) => `${counted(length)} ${length === 1 ? 'account' : 'accounts'} (${state})`)
    .join(', ');
}
