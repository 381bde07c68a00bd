import { counted } from '../../domain/counted';
import { fewOf } from '../../domain/few-of';
import { groupedBy } from '../../domain/grouped-by';
import type { Item } from '../../domain/adopt/part';
import { type AdoptReport, type FirstPlan, groupedItems, type ItemGroup } from '../../domain/adopt/report';
import { indented } from '../table';

const SECTIONS: readonly (readonly [Item['state'], string])[] = [
  ['taken over', 'Taken over: Terraform imports and manages it'],
  ['referenced', 'Referenced: the configuration names it, and Terraform never changes it'],
  ['outside', 'Outside: it stays as it is, and the configuration does not mention it'],
  ['refused', 'Refused: AWS accepts it, and a rule does not, so it stays outside'],
];

/** What was written, what the first apply does, and what stays outside and why. */
export function reportText(report: AdoptReport): string {
  const { environment, accountId, files, items, denied } = report;
  const groups = groupedItems(items);
  return [
    `account ${accountId} as environment ${environment}`,
    ...SECTIONS.flatMap(([state, head]) => {
      const own = groups.filter((group) => group.state === state);
      return own.length === 0 ? [] : [`${head}\n${indented(own.map(groupText).join('\n'))}`];
    }),
    ...deniedText(denied),
    importsText(report),
    planText(report.plan),
    `Written: ${files.join(', ')}`,
    nextText(environment),
  ].join('\n\n');
}

function groupText({ kind, reason, remedy, parts }: ItemGroup): string {
  const names = [...groupedBy(parts, ({ region }) => region)].map(([region, inRegion]) =>
    indented(`${region}: ${fewOf(inRegion.map(({ name }) => name))}`),
  );
  const head = parts.length === 1 ? kind : `${counted(parts.length)} ${pluralOf(kind)}`;
  return [
    reason === undefined ? head : `${head}: ${reason}`,
    ...names,
    ...(remedy === undefined ? [] : [indented(`→ ${remedy}`)]),
  ].join('\n');
}

function pluralOf(kind: string): string {
  return kind.endsWith('s') ? kind : kind.replace(/(?<![aeiou])y$/, 'ie').concat('s');
}

function deniedText(denied: AdoptReport['denied']): string[] {
  if (denied.length === 0) return [];
  const groups = groupedBy(denied, ({ action }) => action);
  const lines = [...groups].map(([action, all]) => {
    const missing = all.map((one) => `${one.missing} (${one.region})`);
    return `${action}: without it, missing: ${fewOf(missing)}`;
  });
  return [`Denied: allow these actions, and adopt again to take over the rest\n${indented(lines.join('\n'))}`];
}

function importsText({ stacks }: AdoptReport): string {
  const rows = Object.entries(stacks).map(
    ([stack, { imports, created }]) =>
      `${stack}: ${counted(imports.length)} imported, ${counted(created.length)} created`,
  );
  return `Stacks, at the first apply\n${indented(rows.join('\n'))}`;
}

function planText(plan: FirstPlan): string {
  if ('unknown' in plan) return `Changes of the first apply: unknown, because ${plan.unknown}`;
  const { unchanged, changed, created } = plan;
  const head = `Terraform's plan: ${counted(unchanged)} imported unchanged, ${counted(changed.length)} changed in place, ${counted(created.length)} created, none replaced or destroyed`;
  const groups = groupedBy(changed, ({ changes }) => JSON.stringify(changes));
  const texts = [...groups.values()].map((group) => {
    const changes = (group[0]?.changes ?? []).map(({ argument, before, after }) => `${argument}: ${before} → ${after}`);
    return `${fewOf(group.map(({ stack, address }) => `${stack}: ${address}`))}\n${indented(changes.join('\n'))}`;
  });
  return [head, ...texts.map(indented)].join('\n');
}

function nextText(environment: string): string {
  return [
    'Next:',
    `  add the environment to index.ts: ${environment}: () => import('./${environment}'),`,
    `  npx backupctl bootstrap --environment ${environment}`,
    `  npx backupctl plan --environment ${environment}`,
  ].join('\n');
}
