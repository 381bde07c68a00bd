import type { Finding } from '../../finding';
import { found, OBSERVED, SYNTAX_PAGE, type Concern, type RuleDescription } from './concern';
import { below, child, children, has, type Section } from './section';
import { plansOf, rulesOf } from './traversal';

const withoutSettings: RuleDescription = {
  name: 'scan-without-settings',
  severity: 'error',
  source: 'aws',
  summary: 'scan actions in a plan without scan settings',
  why: 'CreatePolicy wants both in the same document; settings without actions are fine',
  see: OBSERVED,
};

const incomplete: RuleDescription = {
  name: 'scan-incomplete',
  severity: 'warning',
  source: 'backupctl',
  summary: 'a scan action without its mode, or scan settings without resource types or role',
  why: 'AWS documents them as required; unless another policy adds them, scan jobs do not start',
  see: SYNTAX_PAGE,
};

/** Malware scans. */
export const scans: Concern = {
  rules: [withoutSettings, incomplete],
  check: ({ document }) => [
    ...rulesOf(document).flatMap(({ plan, rule }) => [
      ...unconfigured(plan, rule),
      ...missing(child(rule, 'scan_actions'), ['scan_mode']),
    ]),
    ...plansOf(document).flatMap((plan) =>
      missing(child(plan, 'scan_settings'), ['resource_types', 'scanner_role_arn']),
    ),
  ],
};

function unconfigured(plan: Section, rule: Section): Finding[] {
  if (children(child(rule, 'scan_actions')).length === 0) return [];
  if (children(child(plan, 'scan_settings')).length > 0) return [];
  return [
    found(withoutSettings, {
      path: below(rule, 'scan_actions'),
      message: 'recovery points are to be scanned, but the plan has no scan_settings here',
      remedy: 'add scan_settings to the plan in this document',
    }),
  ];
}

function missing(scanners: Section, keys: readonly string[]): Finding[] {
  return children(scanners).flatMap((scanner) =>
    keys
      .filter((key) => !has(scanner, key))
      .map((key) =>
        found(incomplete, {
          path: below(scanner, key),
          message: `there is no ${key} here`,
          remedy: `add ${key}, unless another policy does`,
        }),
      ),
  );
}
