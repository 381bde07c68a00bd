import { table } from '../cli/table';
import type { Case, Goal } from './case';
import { BASELINE, FEW, FEW_ACCOUNTS, MANY, MANY_ACCOUNTS } from './cases';
import type { Measured } from './measure';
import { type Spread, spread, spreadOf } from './statistics';

/** What was measured, for people and programs. */
export interface Report {
  readonly cases: readonly CaseReport[];
  /** What one stack more costs. */
  readonly furtherStack: { readonly wallMs: Spread; readonly goal: JudgedGoal };
  /** What 10,000 accounts cost in addition to ten: wall time, against that of the empty app, and JSON. */
  readonly moreAccounts: {
    readonly ratio: Spread;
    readonly goal: JudgedGoal;
    readonly jsonBytes: number;
    readonly jsonGoal: JudgedGoal;
  };
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
    moreAccounts: reportAccounts(of(FEW_ACCOUNTS), of(MANY_ACCOUNTS), of(BASELINE)),
  };
}

function reportAccounts(few: Measured, many: Measured, baseline: Measured): Report['moreAccounts'] {
  const growth = wallOf(many).map((wall, round) => wall - (wallOf(few)[round] ?? NaN));
  const ratio = spreadOf(growth, wallOf(baseline), (grown, empty) => grown / empty);
  const jsonBytes = many.jsonBytes - few.jsonBytes;
  return {
    ratio,
    goal: judge({ measure: 'ratio', atMost: 2 }, { ratio }),
    jsonBytes,
    jsonGoal: judge({ measure: 'jsonBytes', atMost: 1023 }, { jsonBytes: spread([jsonBytes]) }),
  };
}

function reportCase({ name, goal }: Case, measured: Measured, baseline: Measured): CaseReport {
  const spreads = {
    jsonBytes: spread([measured.jsonBytes]),
    wallMs: spread(wallOf(measured)),
    peakMb: spread(measured.samples.map(({ peakMb }) => peakMb)),
    ratio: spreadOf(wallOf(measured), wallOf(baseline), (wall, empty) => wall / empty),
  };
  const { jsonBytes: _jsonBytes, ...shown } = spreads;
  return { name, stacks: measured.stacks, ...shown, goal: goal ? judge(goal, spreads) : null };
}

function wallOf({ samples }: Measured): number[] {
  return samples.map(({ wallMs }) => wallMs);
}

function judge<M extends Goal['measure']>(goal: Goal & { measure: M }, spreads: Record<M, Spread>): JudgedGoal {
  return { ...goal, met: spreads[goal.measure].median <= goal.atMost };
}

/** The report as people read it. */
export function reportText({ cases, furtherStack, moreAccounts }: Report): string {
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
    [
      '10,000 accounts instead of 10',
      '-',
      '-',
      '-',
      moreAccounts.ratio.median.toFixed(2),
      ...goalTexts(moreAccounts.goal),
    ],
    [`their JSON: ${moreAccounts.jsonBytes} bytes more`, '-', '-', '-', '-', ...goalTexts(moreAccounts.jsonGoal)],
  ]);
}

function spreadText({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}

const UNITS: Readonly<Record<Goal['measure'], string>> = {
  wallMs: ' ms',
  peakMb: ' MB',
  ratio: ' x the empty app',
  jsonBytes: ' bytes',
};

function goalTexts(goal: JudgedGoal | null): [goal: string, met: string] {
  return goal ? [`≤ ${goal.atMost}${UNITS[goal.measure]}`, goal.met ? 'yes' : 'no'] : ['-', '-'];
}
