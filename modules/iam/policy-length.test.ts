import { policiesTooLong } from './policy-length';

/** Of a key in many regions, in the region with the longest name here. */
const LONGEST_KEY_ARN = 80;

/** A policy of so many characters, as the provider writes it. */
function policyOf(length: number) {
  const frame = '{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":"","Resource":["a","b"]}]}';
  return { sid: 'S', actions: ['x'.repeat(length - frame.length)], resources: ['a', 'b'] };
}

test('E5 accepts a policy of 6,144 characters, as IAM counts them', () => {
  expect(policiesTooLong([{ name: 'p', statements: [policyOf(6144)] }])).toEqual([]);
});

test('E5 refuses a policy of one more, and says which settings make it long', () => {
  const findings = policiesTooLong([{ name: 'p', statements: [policyOf(6145)], grownBy: ['iam.boundaryActions'] }]);
  expect(findings).toEqual([
    expect.objectContaining({
      severity: 'error',
      path: 'iam.boundaryActions',
      message: 'IAM accepts 6144 characters in a policy, without white space: p would have 6145',
      remedy: 'list less in iam.boundaryActions, and use shorter names or patterns where possible',
    }),
  ]);
});

test('E5 reports a list that makes several policies too long once, at the settings that are used', () => {
  const statements = [policyOf(6200)];
  const findings = policiesTooLong(
    [
      { name: 'p', statements, grownBy: ['iam.passableInstanceRoles'] },
      { name: 'q', statements, grownBy: ['iam.boundaryActions', 'iam.passableInstanceRoles'] },
      { name: 'short', statements: [policyOf(100)], grownBy: ['ssmBackup.imageParameterArns'] },
    ],
    (setting) => setting !== 'iam.boundaryActions',
  );
  expect(findings).toEqual([
    expect.objectContaining({
      path: 'iam.passableInstanceRoles',
      message: 'IAM accepts 6144 characters in a policy, without white space: p would have 6200, q would have 6200',
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
    return Number(/have (\d+)/.exec(policiesTooLong([{ name: 'p', statements: [statement] }])[0]?.message ?? '')?.[1]);
  };
  // What follows the resource: `,"Condition":{"StringEquals":{"a":"1","b":"1"}}`; a list of two instead of one text.
  expect(lengthWith('*', ['1'])).toBe(6200 - '["a","b"]'.length + '"*"'.length + 47);
  expect(lengthWith('*', ['1', '2'])).toBe(lengthWith('*', ['1']) + '["","2"]'.length - '""'.length);
  expect(lengthWith('${TfToken[TOKEN.7]}', ['1']) - lengthWith('', ['1'])).toBe(LONGEST_KEY_ARN);
});
