import type { Finding } from '../domain/finding';
import { RefusedError } from './refusal';
import { text } from '../testing/environment-inputs';

const finding: Finding = {
  rule: 'any',
  severity: 'error',
  source: 'backupctl',
  path: 'backup.vaults.EC2',
  message: 'it is so',
  remedy: 'do something',
};

test('shows each problem with its path, its value, what is wrong and what to do', () => {
  const findings = [{ ...finding, found: 100 }, { ...finding, path: 'name', found: '' }, finding];
  expect(new RefusedError([{ file: 'environments/prod.ts', findings, unchecked: false }]).message).toBe(text`
    environments/prod.ts is refused: 3 problems

      backup.vaults.EC2 = 100
        It is so.
        → do something

      name = ""
        It is so.
        → do something

      backup.vaults.EC2
        It is so.
        → do something
  `);
});

test('shows what could not be checked, and the next file after an empty line', () => {
  const error = new RefusedError([
    { file: 'environments/dev.ts', findings: [finding], unchecked: true },
    { file: 'environments/prod.ts', findings: [{ ...finding, path: 'name' }], unchecked: false },
  ]);
  expect(error.name).toBe('RefusedError');
  expect(error.message).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2
        It is so.
        → do something

      Values that depend on these are checked once these are correct.

    environments/prod.ts is refused: 1 problem

      name
        It is so.
        → do something
  `);
});

test('U4 reports a mistake in a shared value once, with all files that use it', () => {
  const refusals = ['dev', 'stg', 'prod'].map((name) => ({
    file: `environments/${name}.ts`,
    findings: name === 'stg' ? [finding, { ...finding, path: 'name' }] : [finding],
    unchecked: name === 'stg',
  }));
  const error = new RefusedError(refusals);
  expect(error.message).toBe(text`
    environments/dev.ts, environments/stg.ts, environments/prod.ts are refused, probably for a value in common.ts: 1 problem

      backup.vaults.EC2
        It is so.
        → do something

    environments/stg.ts is refused: 1 problem

      name
        It is so.
        → do something

      Values that depend on these are checked once these are correct.
  `);
  const { rule, message, remedy } = finding;
  expect(error.refused).toEqual([
    {
      file: 'environments/dev.ts',
      alsoIn: ['environments/stg.ts', 'environments/prod.ts'],
      rule,
      path: 'backup.vaults.EC2',
      message,
      remedy,
    },
    { file: 'environments/stg.ts', rule, path: 'name', message, remedy },
  ]);
});

test('reports the same wrong value in several settings once, and another value or another problem by itself', () => {
  const findings = [
    { ...finding, path: 'a', found: 'EC3' },
    { ...finding, path: 'b', found: 'EC3' },
    { ...finding, path: 'c', found: 'EC4' },
    { ...finding, path: 'd', found: 'EC3', message: 'another' },
    { ...finding, path: 'e' },
    { ...finding, path: 'f' },
  ];
  const { refused } = new RefusedError([{ file: 'dev.ts', findings, unchecked: false }]);
  expect(refused.map(({ path }) => path)).toEqual(['a, b', 'c', 'd', 'e', 'f']);
});

test.each([
  ['ends already?', 'Ends already?'],
  ['did you mean "x"?', 'Did you mean "x"?'],
  ['"x" is no name', '"x" is no name.'],
  ['1 day is too short', '1 day is too short.'],
])('makes a sentence of %s', (message, expected) => {
  const findings = [{ ...finding, message }];
  expect(new RefusedError([{ file: 'a.ts', findings, unchecked: false }]).message).toContain(`\n    ${expected}\n`);
});

test.each([
  [10, /^ {2}root\.0, (?:root\.\d, ){8}root\.9 = "wrong"$/m],
  [11, /^ {2}root\.0, (?:root\.\d, ){8}root\.9 and 1 more = "wrong"$/m],
])('M12 one wrong value in %i accounts is one problem, with ten of them', (count, expected) => {
  const findings = Array.from({ length: count }, (_, index) => ({
    ...finding,
    path: `root.${index}`,
    found: 'wrong',
  }));
  const { message } = new RefusedError([{ file: 'organization.ts', findings, unchecked: false }]);
  expect(message).toMatch(expected);
  expect(message).toContain('is refused: 1 problem\n');
});
