import type { Verdict } from '../../operations/verify-policies';
import { largeOrganization } from '../../testing/organization/large-organization';
import { readFile } from '../../environments/read-file';
import { organizationFields } from '../../environments/schema/organization';
import { completeOrganization } from '../../environments/organization/organization';
import { verifyText } from './verify-text';

const { value } = readFile(organizationFields, { file: 'organization.ts', input: largeOrganization(20) });
if (!value) throw new Error('it cannot be read');
const organization = completeOrganization(value);

const verdict = (index: number, of: Verdict['verdict'] = 'same'): Verdict => ({
  accountId: String(600_000_000_000 + index),
  verdict: of,
  differences: [],
  unexpectedErrors: [],
  missingErrors: [],
});
const same = (count: number) => Array.from({ length: count }, (_, index) => verdict(index + 3));

test('M12 lists ten accounts that match', () => {
  const lines = verifyText(same(10), organization).split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('600000000003 account-00003: ✓ matches');
});

test('M12 counts more accounts that match, and lists the others', () => {
  expect(verifyText([...same(11), verdict(19, 'unknown-account')], organization)).toBe(
    '11 accounts: ✓ matches\n600000000019 account-00019: ✗ AWS has no such account in this organization',
  );
});
