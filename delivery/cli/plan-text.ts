import { shortRelease } from '../domain/record';
import { MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import { groupedBy } from '../../domain/grouped-by';
import { RefusedInputError } from '../../cli/exit-code';
import { printed } from '../../cli/review/printed';
import { table } from '../../cli/table';
import type { MemberRole } from './member-roles';
import type { PlannedRelease } from './plan-release';

type Format = Parameters<typeof printed>[1];

/** The review, the stacks and the bundle of a plan, without the contents of the plans. */
export function plannedText(planned: PlannedRelease, format: Format): string {
  if (format === 'json') return JSON.stringify(plannedJson(planned), null, 2);
  const { release, commit, target, terraform, bundle } = planned;
  const stacks = table(['STACK', 'PLAN'], stackRows(planned));
  const lines = [
    `Release ${shortRelease(release)} (commit ${commit}) for ${target.name}, account ${target.accountId}, Terraform ${terraform}`,
    format === 'markdown' ? `\`\`\`text\n${stacks}\n\`\`\`` : stacks,
    ...memberRolesText(planned.memberRoles),
    ...(bundle ? [`Bundle ${bundle.location}\nsha256 ${bundle.sha256}`] : []),
  ];
  return [printed(planned.review, format), ...lines].join('\n\n');
}

/** The accounts that were not planned with the role that only reads, by role. */
function memberRolesText(roles: readonly MemberRole[]): string[] {
  return [...groupedBy(roles, ({ role }) => role)]
    .filter(([role]) => role !== MEMBER_PLAN_ROLE)
    .map(([role, accounts]) => {
      const list = accounts.map(({ id, name }) => `${name} (${id})`).join(', ');
      return `Planned with ${role}, because ${MEMBER_PLAN_ROLE} cannot be assumed there: ${list}`;
    });
}

/** The next steps. */
export function nextSteps({ bundle, waiting, target, unselected }: PlannedRelease): string {
  const again = `npx backupctl plan --environment ${target.name}`;
  if (bundle === undefined) return '';
  const level =
    waiting.length === 0
      ? ''
      : `\n${countText(waiting.length)} not planned yet: apply this bundle, then plan again: ${again}`;
  const part = unselected.length === 0 ? '' : `\nNot selected: ${unselected.join(', ')}`;
  return `\n→ after approval: npx backupctl apply --bundle ${bundle.location} --sha256 ${bundle.sha256}${level}${part}`;
}

/** @throws {RefusedInputError} when there is no bundle, with the reason */
export function assertBundle({ bundle, review, waiting }: PlannedRelease): void {
  if (bundle) return;
  if (review.summary.failed) {
    throw new RefusedInputError(
      '\nThe review has critical findings that are not accepted: no bundle is written.\n→ change the configuration, or accept them in review-accepted.json',
    );
  }
  const producers = [...new Set(waiting.flatMap(({ waitsFor }) => waitsFor))].join(' ');
  throw new RefusedInputError(
    `\nNothing can be planned yet: the selected stacks read outputs of ${producers}.\n→ plan and apply ${producers} first`,
  );
}

function countText(count: number): string {
  return count === 1 ? '1 stack is' : `${count} stacks are`;
}

function stackRows({ planned, waiting, unselected }: PlannedRelease): string[][] {
  return [
    ...planned.map(({ name, changes }) => [name, changes ? 'changes' : 'no changes']),
    ...waiting.map(({ name, waitsFor }) => [name, `not planned yet: reads outputs of ${waitsFor.join(', ')}`]),
    ...unselected.map((name) => [name, 'not selected']),
  ];
}

/** The plan as JSON. */
export function plannedJson({
  release,
  commit,
  target,
  terraform,
  bundle,
  review,
  planned,
  waiting,
  unselected,
  memberRoles,
}: PlannedRelease) {
  return {
    environment: target.name,
    accountId: target.accountId,
    release,
    commit,
    terraform,
    bundle: bundle ?? null,
    stacks: planned.map(({ name, changes, state }) => ({ name, changes, state })),
    waiting,
    unasked: unselected,
    ...(memberRoles.length === 0 ? {} : { memberRoles }),
    review,
  };
}
