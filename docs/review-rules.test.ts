import { readFileSync } from 'node:fs';
import path from 'node:path';

import { reviewRulesMarkdown, RULE_NAMES } from '../review/rules/rules-markdown';

test('D the documentation of the rules is what the code says', () => {
  expect(readFileSync(path.join(__dirname, 'review-rules.md'), 'utf8')).toBe(reviewRulesMarkdown());
});

test('D no two rules have one name', () => {
  expect(RULE_NAMES.filter((name, index) => RULE_NAMES.indexOf(name) !== index)).toEqual([]);
});
