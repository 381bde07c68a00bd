import { counted } from '../../domain/counted';

import { accountsOf, type Organization } from '../../domain/organization/organization';
import type { Contribution } from '../../domain/policy/effective-policy';
import type { PolicyDifference } from '../../domain/policy/policy-differences';
import type { PublishedError } from '../../operations/effective-policies';
import type { Verdict } from '../../operations/verify-policies';
import { indented } from '../table';

const VERDICTS: Readonly<Record<Verdict['verdict'], string>> = {
  same: '✓ matches',
  different: '✗ differs from the expected policy',
  withheld: '✗ AWS withholds the policy: the account keeps its last valid one, or none',
  'unknown-account': '✗ AWS has no such account in this organization',
};

/** So many accounts that match are listed. */
const FEW = 10;

/** A line for each account, and below it every difference and how the expected value is produced. Many that match are one line. */
export function verifyText(verdicts: readonly Verdict[], organization: Organization): string {
  const names = new Map(accountsOf(organization).map(({ id, name }) => [id, name]));
  const same = verdicts.filter(({ verdict, unexpectedErrors }) => verdict === 'same' && unexpectedErrors.length === 0);
  const isCounted = new Set(same.length > FEW ? same : []);
  const counts = isCounted.size === 0 ? [] : [`${counted(isCounted.size)} accounts: ${VERDICTS.same}`];
  const lines = verdicts
    .filter((one) => !isCounted.has(one))
    .map((one) => {
      const account = [one.accountId, names.get(one.accountId)].filter(Boolean).join(' ');
      const below = [
        ...one.differences.map(differenceText),
        ...one.unexpectedErrors.map((error) => errorText('AWS reports an unexpected error:', error)),
        ...one.missingErrors.map((error) => errorText('AWS does not report an expected error:', error)),
      ];
      return [`${account}: ${VERDICTS[one.verdict]}`, ...below.map(indented)].join('\n');
    });
  return [...counts, ...lines].join('\n');
}

function differenceText({ path, expected, found, provenance }: PolicyDifference): string {
  const why = provenance.length === 0 ? ['no policy has this setting'] : provenance.map(contributionText);
  return `${path}\n${indented([`AWS has   ${valueText(found)}`, `expected  ${valueText(expected)}`, ...why.map((text) => `  ${text}`)].join('\n'))}`;
}

function contributionText(contribution: Contribution): string {
  const { action, value, policy, target } = contribution;
  return `${action} ${valueText(value)} by ${policy} at ${target}`;
}

function errorText(lead: string, { code, path, message }: PublishedError): string {
  return `${lead} ${code} at ${path}: ${message}`;
}

function valueText(value: PolicyDifference['found']): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
