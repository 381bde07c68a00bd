import { archiveNotPossible } from '../../backup/archive';
import type { Finding } from '../../finding';
import { DAY } from '../../schedule/duration';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { lifecycleOf, optsInToArchive } from './lifecycles';
import { nextTwoRuns } from './rule-runs';
import { below, child, type Section } from './section';
import { copiesOf, rulesOf } from './traversal';
import { assignedText } from './values';

const withoutLifecycle: RuleDescription = {
  name: 'archive-without-lifecycle',
  severity: 'error',
  source: 'aws',
  summary: 'the archive opted in without both numbers of days in the same lifecycle',
  why: 'CreatePolicy refuses it even where the numbers would be inherited',
  see: OBSERVED,
};

const withoutSchedule: RuleDescription = {
  name: 'archive-without-schedule',
  severity: 'error',
  source: 'aws',
  summary: 'the archive opted in, for a rule or its copy, without a schedule in the same rule',
  why: 'CreatePolicy judges the opt-in by the next two runs, and refuses when it finds none',
  see: OBSERVED,
};

const tooOften: RuleDescription = {
  name: 'archive-too-often',
  severity: 'error',
  source: 'aws',
  summary: 'the archive opted in while the next two runs are less than 28 days apart',
  why: "CreatePolicy refuses it; a copy action's opt-in is judged by its rule's schedule",
  see: OBSERVED,
};

/** What the archive tier of EBS snapshots asks of a rule. */
export const archive: Concern = {
  rules: [withoutLifecycle, withoutSchedule, tooOften],
  check: ({ document }, { now }) =>
    rulesOf(document).flatMap(({ rule }) =>
      [rule, ...copiesOf(rule)].filter(optsInToArchive).flatMap((owner) => judge(rule, owner, now)),
    ),
};

function judge(rule: Section, owner: Section, now: Date): Finding[] {
  const optIn = below(child(owner, 'lifecycle'), 'opt_in_to_archive_for_supported_resources');
  const schedule = below(rule, 'schedule_expression');
  const [first, second] = nextTwoRuns(rule, now) ?? [];
  const findings = archiveNotPossible({
    ...lifecycleOf(owner),
    at: (setting) => (setting === 'archive' ? optIn : schedule),
    daysBetweenRuns: first && second && (second.getTime() - first.getTime()) / DAY,
  });
  if (assignedText(rule, 'schedule_expression') !== undefined) return findings;
  return [
    ...findings,
    found(withoutSchedule, {
      path: optIn,
      message: 'EBS snapshots are to be archived, but the rule has no schedule here',
      remedy: 'give the rule its schedule in this document too, or leave the archive out',
    }),
  ];
}
