import { waysOf, type Way } from '../flow';
import { refused, type DocumentRule } from './document-rule';

/**
 * An execution comes to its end: AWS looks for circles too, and refuses the runbook.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
 */
export const circles: DocumentRule = ({ mainSteps }) => {
  const ways = waysOf({ mainSteps });
  const told = new Set<string>();
  return mainSteps.flatMap(({ name }) => {
    const circle = wayBack(name, ways);
    if (circle === undefined || circle.some((step) => told.has(step))) return [];
    for (const step of circle) told.add(step);
    return [
      refused('step-circle', 'aws', {
        path: `mainSteps/${name}`,
        message: `an execution can go round for ever: ${[...circle, name].join(' → ')}`,
        remedy: 'write the steps that are tried again a second time, and end after them',
      }),
    ];
  });
};

/** The steps of the shortest way from a step back to itself. */
function wayBack(start: string, ways: readonly Way[]): string[] | undefined {
  const trails: string[][] = [[start]];
  const seen = new Set<string>();
  for (const trail of trails) {
    for (const { from, to } of ways) {
      if (from !== trail.at(-1)) continue;
      if (to === start) return trail;
      if (!seen.has(to)) trails.push([...trail, to]);
      seen.add(to);
    }
  }
  return undefined;
}
