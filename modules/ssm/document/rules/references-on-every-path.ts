import { transitionsOf, type Transition } from '../transitions';
import { referencesOf } from '../references';
import { refused, type DocumentRule } from './document-rule';

/** Every path to a step that refers to an output contains the step of that output, and it has succeeded: a failed step has no outputs. */
export const referencesOnEveryPath: DocumentRule = ({ mainSteps }) => {
  const [first] = mainSteps;
  const transitions = transitionsOf({ mainSteps });
  return referencesOf({ mainSteps }).flatMap(({ step, path, output }) => {
    if (first === undefined || output === undefined || !mainSteps.some(({ name }) => name === output.step)) return [];
    const without = transitions.filter(({ from, reason }) => from !== output.step || reason !== 'success');
    const trail = trailTo(step.name, first.name, without);
    if (trail === undefined) return [];
    return [
      refused('reference-not-on-every-path', 'backupctl', {
        path,
        found: `${output.step}.${output.name}`,
        message: `output ${output.step}.${output.name} does not exist on the path ${trail.join(' → ')}`,
        remedy: `refer to an output that exists on every path to ${step.name}`,
      }),
    ];
  });
};

/** A shortest path to a step, as users read it; undefined if there is none. */
function trailTo(target: string, start: string, transitions: readonly Transition[]): string[] | undefined {
  const trails = [{ at: start, path: [start] }];
  const seen = new Set([start]);
  for (const { at, path } of trails) {
    if (at === target) return path;
    for (const { from, to, reason } of transitions) {
      if (from !== at || seen.has(to)) continue;
      seen.add(to);
      trails.push({ at: to, path: [...path.slice(0, -1), ...leaving(at, reason), to] });
    }
  }
  return undefined;
}

function leaving(step: string, reason: Transition['reason']): string[] {
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
