import fc from 'fast-check';

import { PIPED_WIDTH, table } from './table';

const ARN = 'arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0123456789abcdef0';
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

test('a table that fits is drawn as it is', () => {
  expect(
    table(
      ['NAME', 'RESULT'],
      [
        ['dev-iam', 'applied'],
        ['dev-backup', ''],
      ],
    ),
  ).toBe('NAME        RESULT\ndev-iam     applied\ndev-backup');
});

test('cells wrap at words where the table is too wide', () => {
  const text = 'AWS Backup accepted the policy, and then could not run it';
  expect(table(['RULE', 'MESSAGE'], [['Hourly', text]], { width: 40 })).toBe(
    'RULE    MESSAGE\nHourly  AWS Backup accepted the policy,\n        and then could not run it',
  );
});

test('a row becomes a list where words are too long for columns, and the list keeps ARNs whole', () => {
  const rows = [
    ['✗', ARN, 'Default and some more'],
    ['', 'i-1', 'EC2'],
  ];
  expect(table(['', 'RESOURCE', 'VAULT'], rows, { width: 80 })).toBe(
    `✗ RESOURCE  ${ARN}\n  VAULT     Default and some more\n\nRESOURCE  i-1\nVAULT     EC2`,
  );
});

test('long words break after a slash, colon or comma where rows are only read', () => {
  expect(table(['RESOURCE', 'VAULT'], [[ARN, 'EC2']], { width: 60, breakWords: true })).toBe(
    `RESOURCE                                               VAULT
arn:aws:ec2:ap-northeast-1:111111111111:instance/      EC2
i-0123456789abcdef0`,
  );
});

test('output that is not to a terminal has a fixed width', () => {
  const row = Array.from({ length: 12 }, () => 'Workloads/Production: payments');
  expect(widest(table(row, [row]))).toBeLessThanOrEqual(PIPED_WIDTH);
});

test('no table is wider than the output, unless a single word is', () => {
  const cell = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 8 }).map((words) => words.join(' '));
  const rows = fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 2 });
  const head = ['ACCOUNT', 'REGION', 'RESOURCE', 'VAULT', 'STATE', 'MESSAGE'];
  fc.assert(
    fc.property(rows, fc.integer({ min: 60, max: 160 }), (cells, width) => {
      const text = table(head, cells, { width });
      expect(widest(text)).toBeLessThanOrEqual(width);
      const words = (lines: string): string[] =>
        lines
          .split(/\s+/)
          .filter((word) => word !== '')
          .toSorted();
      for (const word of words(cells.flat().join(' '))) expect(words(text)).toContain(word);
    }),
    { numRuns: 30 },
  );
});
