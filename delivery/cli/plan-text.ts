import { shortRelease } from '../domain/record';
import { RefusedInputError } from '../../cli/exit-code';
import { printed } from '../../cli/review/printed';
import { table } from '../../cli/table';
import type { PlannedRelease } from './plan-release';

type Format = Parameters<typeof printed>[1];

/** What was planned: its review, the stacks, and the bundle. Nothing of what the plans themselves hold. */
export function plannedText(planned: PlannedRelease, format: Format): string {
  if (format === 'json') return JSON.stringify(plannedJson(planned), null, 2);
  const { release, commit, target, terraform, bundle } = planned;
  const stacks = table(['STACK', 'PLAN'], stackRows(planned));
  const lines = [
    `Release ${shortRelease(release)} (commit ${commit}) for ${target.name}, account ${target.accountId}, Terraform ${terraform}`,
    format === 'markdown' ? `\`\`\`text\n${stacks}\n\`\`\`` : stacks,
    ...(bundle ? [`Bundle ${bundle.location}\nsha256 ${bundle.sha256}`] : []),
  ];
  return [printed(planned.review, format), ...lines].join('\n\n');
}

/** What people do next. */
export function nextSteps({ bundle, waiting, target, unasked }: PlannedRelease): string {
  const again = `npx backupctl plan --environment ${target.name}`;
  if (bundle === undefined) return '';
  const level =
    waiting.length === 0
      ? ''
      : `\n${countText(waiting.length)} not planned yet: apply this bundle first, then plan again: ${again}`;
  const part = unasked.length === 0 ? '' : `\nNot asked for: ${unasked.join(', ')}`;
  return `\n→ when it is approved: npx backupctl apply --bundle ${bundle.location} --sha256 ${bundle.sha256}${level}${part}`;
}

/** @throws {RefusedInputError} why there is no bundle, where there is none */
export function refuseWithoutBundle({ bundle, review, waiting }: PlannedRelease): void {
  if (bundle) return;
  if (review.summary.failed) {
    throw new RefusedInputError(
      '\nThe review has critical findings that nobody has accepted: no bundle is written.\n→ change what they are about, or accept them in review-accepted.json',
    );
  }
  const producers = [...new Set(waiting.flatMap(({ waitsFor }) => waitsFor))].join(' ');
  throw new RefusedInputError(
    `\nNothing can be planned yet: what is asked for reads what ${producers} will publish.\n→ plan and apply ${producers} first`,
  );
}

function countText(count: number): string {
  return count === 1 ? '1 stack is' : `${count} stacks are`;
}

function stackRows({ planned, waiting, unasked }: PlannedRelease): string[][] {
  return [
    ...planned.map(({ name, changes }) => [name, changes ? 'changes' : 'nothing to change']),
    ...waiting.map(({ name, waitsFor }) => [
      name,
      `not planned yet: it reads what ${waitsFor.join(', ')} will publish`,
    ]),
    ...unasked.map((name) => [name, 'not asked for']),
  ];
}

/** What was planned, for programs. */
export function plannedJson({
  release,
  commit,
  target,
  terraform,
  bundle,
  review,
  planned,
  waiting,
  unasked,
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
    unasked,
    review,
  };
}
