import { planSelecting, type WrittenTerm } from '../../testing/placed-selection';
import { conditionKeyOf, tagKeyOf } from './condition-key';
import type { PlacedPlan, SelectionTerm } from './model';
import { conditionKeyWrong, tagImpossible, wildcardLiteral } from './selection-tags';

const termsOf = (...terms: WrittenTerm[]) => planSelecting(terms);

/** A selection by one key as a policy document has it. */
function sent(operator: SelectionTerm['operator'], sentKey: string): PlacedPlan {
  const plan = planSelecting([]);
  const key = operator === 'any' ? sentKey : tagKeyOf(sentKey);
  const term = { operator, key, sentKey, value: 'v', keyPath: 'S.key', path: 'S.value' };
  return { ...plan, selections: plan.selections.map((selection) => ({ ...selection, terms: [term] })) };
}

test.each([
  ['Backup', 'aws:ResourceTag/Backup'],
  ['aws:ResourceTag/Backup', 'aws:ResourceTag/Backup'],
  ['AWS:resourcetag/Backup', 'aws:ResourceTag/Backup'],
  ['aws:autoscaling:groupName', 'aws:ResourceTag/aws:autoscaling:groupName'],
  ['aws:ResourceTag', 'aws:ResourceTag/aws:ResourceTag'],
])('N7 a condition on %s has the key %s', (key, expected) => {
  expect(conditionKeyOf(key)).toBe(expected);
});

test.each<[SelectionTerm['operator'], string, string | undefined]>([
  ['stringEquals', 'aws:ResourceTag/Backup', undefined],
  ['stringLike', 'aws:resourcetag/aws:autoscaling:groupName', undefined],
  ['any', 'Backup', undefined],
  ['any', 'aws:autoscaling:groupName', undefined],
  ['stringEquals', 'Backup', 'write aws:ResourceTag/Backup'],
  ['stringNotLike', 'aws:autoscaling:groupName', 'write aws:ResourceTag/aws:autoscaling:groupName'],
  ['stringEquals', 'aws:ResourceTag/aws:ResourceTag/Backup', 'leave one of the two out'],
  ['stringEquals', 'aws:PrincipalTag/Backup', 'name Backup'],
  ['any', 'aws:RequestTag/Backup', 'name Backup'],
  ['any', 'aws:ResourceTag/Backup', 'write Backup'],
  ['any', 'AWS:RESOURCETAG/Backup', 'write Backup'],
])('N7 the key of %s can be %s, or else: %s', (operator, key, remedy) => {
  expect(conditionKeyWrong(sent(operator, key)).map((finding) => finding.remedy)).toEqual(
    remedy === undefined ? [] : [remedy],
  );
});

test('N7 refuses keys and values that no tag has', () => {
  const messages = (...terms: WrittenTerm[]) => tagImpossible(termsOf(...terms)).map(({ message }) => message);
  expect(messages(['any', '', 'v'])).toEqual(['the key of the tag is empty']);
  expect(messages(['any', 'k'.repeat(129), 'v'], ['any', 'k'.repeat(129), 'w'])).toEqual([
    'the key of the tag has 129 characters',
  ]);
  expect(messages(['any', 'k'.repeat(128), 'v'])).toEqual([]);
  expect(messages(['stringNotEquals', 'k', ''])).toEqual(['the value of the tag is empty']);
  expect(messages(['stringEquals', 'k', 'v'.repeat(257)])).toEqual(['the value of the tag has 257 characters']);
  expect(messages(['stringEquals', 'k', 'v'.repeat(256)])).toEqual([]);
  expect(messages(['stringLike', 'k', `*${'v'.repeat(256)}*`])).toEqual([]);
  expect(messages(['stringLike', 'k', `*${'v'.repeat(257)}`])).toEqual(['the value of the tag has 257 characters']);
});

test.each<[SelectionTerm['operator'], string, string | undefined]>([
  ['any', '*', 'use a StringLike condition for a pattern'],
  ['stringEquals', 'prod-*', 'use a StringLike condition for a pattern'],
  ['stringNotEquals', 'prod-*', 'use a StringNotLike condition for a pattern'],
  ['stringLike', 'prod-*', undefined],
  ['stringNotLike', 'prod-*', undefined],
  ['any', 'prod', undefined],
])('N7 warns of a * that %s compares literally: %s', (operator, value, remedy) => {
  expect(wildcardLiteral(termsOf([operator, 'Stage', value])).map((finding) => finding.remedy)).toEqual(
    remedy === undefined ? [] : [remedy],
  );
});

test('N7 warns of a * in a key once', () => {
  const found = wildcardLiteral(termsOf(['any', 'Team*', 'a'], ['any', 'Team*', 'b'], ['stringLike', 'Team', '*']));
  expect(found.map(({ path, message }) => [path, message])).toEqual([
    ['S.tags.Team*', '"Team*" is compared literally here: only a tag whose key contains the * itself matches'],
  ]);
});
