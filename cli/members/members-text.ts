import type { InstanceState } from '../../domain/baseline/instance-states';
import type { MemberProblem, MembersReport } from '../../domain/baseline/members-report';
import { groupedBy } from '../../domain/grouped-by';
import { indented, table } from '../table';

/** More accounts than this are only counted: `--json` lists all. */
const LISTED = 10;

const MARKS: Readonly<Record<MemberProblem['state'], string>> = {
  failed: '✗',
  missing: '✗',
  outdated: '✗',
  'in progress': '…',
  skipped: '!',
};

/** Instances by state, what is wrong with which accounts, and what the tree in the repository does not have. */
export function membersText(report: MembersReport, stackSet: string | undefined): string {
  const { withoutBaseline, suspended, newAccounts, goneAccounts } = report;
  return [
    stackSet === undefined
      ? 'Terraform manages the baselines of the members in the tree, in the stack organizations. Only accounts outside it are listed here.'
      : countsText(report, stackSet),
    ...problemTexts(report.problems),
    ...(withoutBaseline.length === 0
      ? []
      : [
          `✗ A policy reaches them, and they have no current baseline: ${counted(withoutBaseline)}\n${groupedText(withoutBaseline)}`,
        ]),
    ...otherRegionsText(report, stackSet),
    ...section('!', 'Suspended', suspended.map(nameText)),
    ...section('!', 'New: not in the tree of organization.ts', newAccounts.map(nameText)),
    ...section('!', 'Gone: in the tree of organization.ts, but not in AWS', goneAccounts.map(nameText)),
  ].join('\n\n');
}

function countsText({ counts }: MembersReport, stackSet: string): string {
  const rows = Object.entries(counts).filter(([state, count]) => count > 0 || state === 'current');
  const columns = rows.map(([state, count]) => [state, String(count)]);
  return `StackSet ${stackSet}\n${indented(table(['STATE', 'INSTANCES'], columns))}`;
}

/** Accounts with the same problem share a reason, apart from their IDs. */
function problemTexts(problems: readonly MemberProblem[]): string[] {
  const groups = groupedBy(problems, ({ accountId, state, regions, reason = '' }) =>
    [state, regions.join(', '), reason.replaceAll(accountId, 'ACCOUNT')].join('\n'),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { state, regions, reason } = first;
    const because = reason === undefined ? [] : [indented(reason)];
    const accounts = group.map(({ accountId, name }) => `${accountId} ${name}`);
    return [
      [
        `${MARKS[state]} ${state} in ${regions.join(', ')}: ${counted(group)}`,
        ...because,
        indented(shortened(accounts)),
      ].join('\n'),
    ];
  });
}

/** Accounts that a policy reaches and that lack the baseline, by OU and by what they lack. */
export function groupedText(members: MembersReport['withoutBaseline']): string {
  const groups = groupedBy(members, ({ path, regions }) => `${placeText(path)}: ${regions.join(', ')}`);
  const texts = [...groups].map(
    ([head, group]) => `${head}\n${indented(shortened(group.map(({ accountId, name }) => `${accountId} ${name}`)))}`,
  );
  return indented(texts.join('\n'));
}

function placeText(path: string | undefined): string {
  if (path === undefined) return 'new accounts';
  return path === '' ? 'in the root' : `in ${path}`;
}

/** No update reaches them, and each of Terraform's can fail there. */
function otherRegionsText({ otherRegions }: MembersReport, stackSet: string | undefined): string[] {
  const regions = Object.entries(otherRegions);
  if (regions.length === 0) return [];
  const counts = regions.map(([region, count]) => `  ${region}: ${count === 1 ? '1 instance' : `${count} instances`}`);
  const names = regions.map(([region]) => region).join(' ');
  return [
    [
      '! In regions that baseline.regions does not have',
      ...counts,
      '  → release them; their stacks and vaults stay:',
      `    aws cloudformation delete-stack-instances --stack-set-name ${stackSet} --retain-stacks`,
      `    --deployment-targets OrganizationalUnitIds=ROOT_ID --regions ${names}`,
    ].join('\n'),
  ];
}

function section(mark: string, head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${mark} ${head}: ${counted(lines)}\n${indented(shortened(lines))}`];
}

export function counted(accounts: readonly unknown[]): string {
  return accounts.length === 1 ? '1 account' : `${accounts.length} accounts`;
}

export function shortened(lines: readonly string[]): string {
  const rest = lines.length - LISTED;
  return [...lines.slice(0, LISTED), ...(rest > 0 ? [`and ${rest} more (--json lists all)`] : [])].join('\n');
}

function nameText({ id, name }: { readonly id: string; readonly name: string }): string {
  return `${id} ${name}`;
}

/** The instances that are neither current nor skipped. */
export function unfinishedInstances({ counts }: MembersReport): number {
  const unfinished: readonly InstanceState[] = ['in progress', 'failed', 'outdated', 'missing'];
  return unfinished.reduce((sum, state) => sum + counts[state], 0);
}
