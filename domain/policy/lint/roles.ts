import type { Finding } from '../../finding';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { below, child, type Section } from './section';
import { plansOf, resourceSelectionsOf, tagSelectionsOf } from './traversal';
import { assignedText } from './values';

const roleRule: RuleDescription = {
  name: 'role-arn-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a role that is not written as `arn:aws:iam::$account:role/...`',
  why: 'the policy reaches many accounts, so CreatePolicy refuses a literal account id; paths are allowed',
  see: OBSERVED,
};

const ROLE = /^arn:aws:iam::\$account:role\/[\w+=,.@/-]*[\w+=,.@-]$/;

/** The roles that a policy names: of selections, and of the malware scanner. */
export const roles: Concern = {
  rules: [roleRule],
  check: ({ document }) =>
    plansOf(document).flatMap((plan) => [
      ...[...tagSelectionsOf(plan), ...resourceSelectionsOf(plan)].flatMap((selection) =>
        notAllowed(selection, 'iam_role_arn'),
      ),
      ...notAllowed(child(child(plan, 'scan_settings'), 'GUARDDUTY'), 'scanner_role_arn'),
    ]),
};

function notAllowed(section: Section, key: string): Finding[] {
  const arn = assignedText(section, key);
  if (arn === undefined || ROLE.test(arn)) return [];
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  return [
    found(roleRule, {
      path: below(section, key),
      found: arn,
      message:
        account === undefined
          ? `"${arn}" is not the ARN of a role`
          : `the role of account ${account} is named, but the policy may reach other accounts`,
      remedy: `write arn:aws:iam::$account:role/${name ?? 'NAME'}`,
    }),
  ];
}
