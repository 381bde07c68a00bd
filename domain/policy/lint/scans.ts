import { found, OBSERVED, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { below, child, children, type Section } from './section';
import { rulesOf } from './traversal';

const withoutSettings: RuleDescription = {
  name: 'scan-without-settings',
  severity: 'error',
  source: 'aws',
  summary: 'scan actions in a plan without scan settings',
  why: 'CreatePolicy requires both in the same document; it accepts settings without actions',
  see: OBSERVED,
};

/** Malware scans that the plan does not configure. */
export const scans: RuleSet = {
  rules: [withoutSettings],
  check: ({ document }) =>
    rulesOf(document)
      .filter(({ plan, rule }) => hasScanners(rule, 'scan_actions') && !hasScanners(plan, 'scan_settings'))
      .map(({ rule }) =>
        found(withoutSettings, {
          path: below(rule, 'scan_actions'),
          message: 'the rule scans recovery points, but the plan has no scan_settings in this document',
          remedy: 'add scan_settings to the plan in this document',
        }),
      ),
};

function hasScanners(section: Section, key: string): boolean {
  return children(child(section, key)).length > 0;
}
