import { policyTooLong } from './policy-length';

/** Of a key in many regions, in the region with the longest name here. */
const LONGEST_KEY_ARN = 80;

/** A policy of so many characters, as the provider writes it. */
function policyOf(length: number) {
  const frame = '{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":"","Resource":["a","b"]}]}';
  return { sid: 'S', actions: ['x'.repeat(length - frame.length)], resources: ['a', 'b'] };
}

test('E5 accepts a policy of 6,144 characters, as IAM counts them', () => {
  expect(policyTooLong({ name: 'p', statements: [policyOf(6144)] })).toEqual([]);
});

test('E5 refuses a policy of one more, and says which settings make it long', () => {
  const findings = policyTooLong({ name: 'p', statements: [policyOf(6145)], grownBy: ['iam.boundaryActions'] });
  expect(findings).toEqual([
    expect.objectContaining({
      severity: 'error',
      path: 'aws_iam_policy p',
      message: 'the policy has 6145 characters without white space, and IAM takes 6144',
      remedy: 'list less in iam.boundaryActions, and use shorter names or patterns where they may stand',
    }),
  ]);
});

test('E5 counts a key that is not made yet as long as its ARN can be, and conditions as the provider groups them', () => {
  const conditions = (values: string[]) => [
    { test: 'StringEquals', variable: 'a', values },
    { test: 'StringEquals', variable: 'b', values: ['1'] },
  ];
  const lengthWith = (resource: string, values: string[]): number => {
    const statement = { ...policyOf(6200), resources: [resource], condition: conditions(values) };
    return Number(/has (\d+)/.exec(policyTooLong({ name: 'p', statements: [statement] })[0]?.message ?? '')?.[1]);
  };
  // What follows the resource: `,"Condition":{"StringEquals":{"a":"1","b":"1"}}`; a list of two instead of one text.
  expect(lengthWith('*', ['1'])).toBe(6200 - '["a","b"]'.length + '"*"'.length + 47);
  expect(lengthWith('*', ['1', '2'])).toBe(lengthWith('*', ['1']) + '["","2"]'.length - '""'.length);
  expect(lengthWith('${TfToken[TOKEN.7]}', ['1']) - lengthWith('', ['1'])).toBe(LONGEST_KEY_ARN);
});
