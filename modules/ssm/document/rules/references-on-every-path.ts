import { waysOf, type Way } from '../flow';
import { referencesOf } from '../references';
import { refused, type DocumentRule } from './document-rule';

/** Whoever refers to an output can come to its step only after the other step has succeeded: a failed step has no outputs. */
export const referencesOnEveryPath: DocumentRule = ({ mainSteps }) => {
  const [first] = mainSteps;
  const ways = waysOf({ mainSteps });
  return referencesOf({ mainSteps }).flatMap(({ step, path, output }) => {
    if (first === undefined || output === undefined || !mainSteps.some(({ name }) => name === output.step)) return [];
    const without = ways.filter(({ from, reason }) => from !== output.step || reason !== 'success');
    const trail = trailTo(step.name, first.name, without);
    if (trail === undefined) return [];
    return [
      refused('reference-not-on-every-path', 'backupctl', {
        path,
        found: `${output.step}.${output.name}`,
        message: `output ${output.step}.${output.name} is not there when an execution goes ${trail.join(' → ')}`,
        remedy: `refer to what every way to ${step.name} has, or let no such way lead there`,
      }),
    ];
  });
};

/** One way to a step, told as people do; undefined where there is none. */
function trailTo(target: string, start: string, ways: readonly Way[]): string[] | undefined {
  const trails = [{ at: start, told: [start] }];
  const seen = new Set([start]);
  for (const { at, told } of trails) {
    if (at === target) return told;
    for (const { from, to, reason } of ways) {
      if (from !== at || seen.has(to)) continue;
      seen.add(to);
      trails.push({ at: to, told: [...told.slice(0, -1), ...leaving(at, reason), to] });
    }
  }
  return undefined;
}

function leaving(step: string, reason: Way['reason']): string[] {
  switch (reason) {
    case 'success':
      return [step];
    case 'failure':
      return [`${step} (fails)`];
    case 'cancel':
      return [`${step} (is cancelled)`];
    default:
      return reason satisfies never;
  }
}
