import type { Finding } from '../../finding';
import { COPY_TARGET } from './formats';
import { found, OBSERVED, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { assignedText, below, child, children, type Section } from './section';
import { rulesOf } from './traversal';

const differs: RuleDescription = {
  name: 'copy-target-differs',
  severity: 'error',
  source: 'aws',
  summary: 'a copy action whose key is not the ARN of its target vault',
  why: "the key is the target vault's ARN",
  see: OBSERVED,
};

/** Copy actions whose target is not their key. */
export const copyTargets: RuleSet = {
  rules: [differs],
  check: ({ document }) =>
    rulesOf(document)
      .flatMap(({ rule }) => children(child(rule, 'copy_actions')))
      .flatMap(judge),
};

function judge(copy: Section): Finding[] {
  const path = below(copy, 'target_backup_vault_arn');
  const target = assignedText(copy, 'target_backup_vault_arn');
  if (target === undefined || target.toLowerCase() === copy.name.toLowerCase()) return [];
  return [
    ...COPY_TARGET(target, path),
    found(differs, {
      path,
      found: target,
      message: `the key of the copy action is ${copy.name}, but it copies to ${target}`,
      remedy: `use ${target} as the key too`,
    }),
  ];
}
