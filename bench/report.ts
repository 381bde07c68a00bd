import { table } from '../cli/table';
import type { Case, Goal } from './case';
import { BASELINE, FEW, MANY } from './cases';
import type { Measured } from './measure';
import { type Spread, spread, spreadOf } from './statistics';

/** What was measured, for people and programs. */
export interface Report {
  readonly cases: readonly CaseReport[];
  /** What one stack more costs. */
  readonly furtherStack: { readonly wallMs: Spread; readonly goal: JudgedGoal };
}

interface CaseReport {
  readonly name: string;
  readonly stacks: number;
  readonly wallMs: Spread;
  readonly peakMb: Spread;
  /** Its wall time against that of the empty app. */
  readonly ratio: Spread;
  readonly goal: JudgedGoal | null;
}

interface JudgedGoal extends Goal {
  readonly met: boolean;
}

export function report(measured: ReadonlyMap<Case, Measured>): Report {
  const of = (wanted: Case): Measured => {
    const found = measured.get(wanted);
    if (found) return found;
    throw new Error(`${wanted.name} was not measured`);
  };
  const stacksMore = of(MANY).stacks - of(FEW).stacks;
  const furtherStack = spreadOf(wallOf(of(MANY)), wallOf(of(FEW)), (many, few) => (many - few) / stacksMore);
  return {
    cases: [...measured].map(([each, figures]) => reportCase(each, figures, of(BASELINE))),
    furtherStack: { wallMs: furtherStack, goal: judge({ measure: 'wallMs', atMost: 8 }, { wallMs: furtherStack }) },
  };
}

function reportCase({ name, goal }: Case, measured: Measured, baseline: Measured): CaseReport {
  const spreads = {
    wallMs: spread(wallOf(measured)),
    peakMb: spread(measured.samples.map(({ peakMb }) => peakMb)),
    ratio: spreadOf(wallOf(measured), wallOf(baseline), (wall, empty) => wall / empty),
  };
  return { name, stacks: measured.stacks, ...spreads, goal: goal ? judge(goal, spreads) : null };
}

function wallOf({ samples }: Measured): number[] {
  return samples.map(({ wallMs }) => wallMs);
}

function judge<M extends Goal['measure']>(goal: Goal & { measure: M }, spreads: Record<M, Spread>): JudgedGoal {
  return { ...goal, met: spreads[goal.measure].median <= goal.atMost };
}

/** The report as people read it. */
export function reportText({ cases, furtherStack }: Report): string {
  const head = ['CASE', 'STACKS', 'WALL ms (min-max)', 'PEAK MB', 'TO EMPTY APP', 'GOAL', 'MET'];
  return table(head, [
    ...cases.map(({ name, stacks, wallMs, peakMb, ratio, goal }) => [
      name,
      stacks === 0 ? '-' : String(stacks),
      spreadText(wallMs, 0),
      peakMb.median.toFixed(0),
      ratio.median.toFixed(2),
      ...goalTexts(goal),
    ]),
    ['a further stack', '1', spreadText(furtherStack.wallMs, 1), '-', '-', ...goalTexts(furtherStack.goal)],
  ]);
}

function spreadText({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}

const UNITS: Readonly<Record<Goal['measure'], string>> = { wallMs: ' ms', peakMb: ' MB', ratio: ' x the empty app' };

function goalTexts(goal: JudgedGoal | null): [goal: string, met: string] {
  return goal ? [`≤ ${goal.atMost}${UNITS[goal.measure]}`, goal.met ? 'yes' : 'no'] : ['-', '-'];
}
