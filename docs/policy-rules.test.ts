import { readFileSync } from 'node:fs';
import path from 'node:path';

import { policyRulesMarkdown } from '../domain/policy/lint/rules-markdown';

test('O4 the documentation of the rules is what the code says', () => {
  expect(readFileSync(path.join(__dirname, 'policy-rules.md'), 'utf8')).toBe(policyRulesMarkdown());
});
