import { unfinished } from '../domain/merge-record';
import { shortRelease } from '../domain/record';
import { table } from '../../cli/table';
import type { AppliedRelease } from './apply-release';

/** The result of every stack, and of the release. */
export function appliedText(applied: AppliedRelease): string {
  const rows = [
    ...applied.results.map(({ stack, result }) => [stack, result]),
    ...applied.missing.map((stack) => [stack, 'not in this bundle']),
  ];
  return `${table(['STACK', 'RESULT'], rows)}\n\n${verdict(applied)}`;
}

/** The stacks that do not have the release yet. */
export function remainingStacks({
  recorded,
  missing,
}: Pick<AppliedRelease, 'recorded' | 'missing'>): readonly string[] {
  return recorded ? unfinished(recorded.record) : missing;
}

function verdict({ recorded, release, environment, failure, missing }: AppliedRelease): string {
  const name = `Release ${shortRelease(release)}`;
  if (failure !== undefined) return `${name} is not applied to ${environment}.`;
  const verification = recorded?.record.verification;
  if (verification) {
    const { ok, differences } = verification;
    if (ok) return `${name} is applied to ${environment} and verified: nothing differs.`;
    const settings = differences === 1 ? '1 setting differs' : `${differences} settings differ`;
    return `${name} is applied to ${environment}, and not verified: ${settings} from the configuration.`;
  }
  const left = remainingStacks({ recorded, missing });
  return left.length === 0
    ? `${name} is applied to ${environment}.`
    : `${name} is partly applied to ${environment}. Remaining: ${left.join(', ')}.`;
}

/** The same as JSON. */
export function appliedJson({ environment, release, results, missing, recorded, failure }: AppliedRelease) {
  return {
    environment,
    release,
    applied: failure === undefined,
    stacks: results,
    missing,
    verification: recorded?.record.verification ?? null,
    recorded: recorded !== undefined && !recorded.lost,
  };
}
