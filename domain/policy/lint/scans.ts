import { found, OBSERVED, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { below, child, children, type Section } from './section';
import { rulesOf } from './traversal';

/** Only a warning: another policy can add the settings. */
export const scanWithoutSettings: RuleDescription = {
  name: 'scan-without-settings',
  severity: 'warning',
  source: 'backupctl',
  summary: 'scan actions in a plan without scan settings',
  why: 'CreatePolicy accepts it; if no other policy adds the settings, the effective policy is invalid (CROSS_ATTRIBUTE_VALIDATION)',
  see: OBSERVED,
};

/** Malware scans that the plan does not configure. */
export const scans: RuleSet = {
  rules: [scanWithoutSettings],
  check: ({ document }) =>
    rulesOf(document)
      .filter(({ plan, rule }) => hasScanners(rule, 'scan_actions') && !hasScanners(plan, 'scan_settings'))
      .map(({ rule }) =>
        found(scanWithoutSettings, {
          path: below(rule, 'scan_actions'),
          message: 'the rule scans recovery points, but the plan has no scan_settings in this document',
          remedy: 'add scan_settings to the plan, unless a parent or child policy does',
        }),
      ),
};

function hasScanners(section: Section, key: string): boolean {
  return children(child(section, key)).length > 0;
}
