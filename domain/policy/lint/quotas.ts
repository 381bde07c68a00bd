import { quotaExceeded, type QUOTAS } from '../../backup/quotas';
import type { Finding } from '../../finding';
import { OBSERVED, type Concern, type RuleDescription } from './concern';
import { CONDITION_OPERATORS } from './names';
import { below, child, entriesOf, type Section } from './section';
import { copiesOf, plansOf, resourceSelectionsOf, rulesOf, tagSelectionsOf } from './traversal';
import { listedTexts } from './values';

const exceeded: RuleDescription = {
  name: 'quota-exceeded',
  severity: 'error',
  source: 'backupctl',
  summary:
    'more than 10 rules or tag selections a plan, 5 copies or 10 tags a rule, 30 tag values or conditions a selection',
  why: `CreatePolicy takes an eleventh rule, but the effective policy is then invalid (ELEMENTS_TOO_MANY): ${OBSERVED}`,
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html',
};

/** What AWS Backup counts. */
export const quotas: Concern = {
  rules: [exceeded],
  check: ({ document }) => [
    ...plansOf(document).flatMap((plan) => [
      ...entries('rules in a plan', child(plan, 'rules')),
      ...entries('selections by tags in a plan', child(child(plan, 'selections'), 'tags')),
      ...tagSelectionsOf(plan).flatMap((selection) =>
        count(
          'tags in a selection',
          listedTexts(selection, 'tag_value', '@@assign', '@@append').length,
          below(selection, 'tag_value'),
        ),
      ),
      ...[...tagSelectionsOf(plan), ...resourceSelectionsOf(plan)].flatMap(conditions),
    ]),
    ...rulesOf(document).flatMap(({ rule }) => [
      ...count('copies in a rule', copiesOf(rule).length, below(rule, 'copy_actions')),
      ...entries('tags on a recovery point', child(rule, 'recovery_point_tags')),
    ]),
  ],
};

function conditions(selection: Section): Finding[] {
  const all = child(selection, 'conditions');
  const counted = CONDITION_OPERATORS.flatMap((operator) => entriesOf(child(all, operator))).length;
  return count('conditions in a selection', counted, all.path);
}

function entries(counted: keyof typeof QUOTAS, section: Section): Finding[] {
  return count(counted, entriesOf(section).length, section.path);
}

/** AWS Backup refuses what is too much, but CreatePolicy does not. */
function count(counted: keyof typeof QUOTAS, number: number, path: string): Finding[] {
  return quotaExceeded(counted, number, path).map((finding) => ({ ...finding, source: exceeded.source }));
}
