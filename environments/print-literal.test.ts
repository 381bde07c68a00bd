import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';

import { emptyFolder, FIXTURES } from '../testing/commands';
import { fixtures } from '../testing/fixtures';
import { printCommon, printEnvironment } from './print-environment';
import { Code, printLiteral } from './print-literal';

const NO_COMMON = {};

test.each(['dev', 'stg', 'prod'] as const)('X1 prints %s as its file is written', (name) => {
  const written = readFileSync(path.join(FIXTURES, `${name}.ts`), 'utf8');
  const printed = printEnvironment(fixtures[name], NO_COMMON);
  expect(printed.replace("import { common } from './common';\n", '').replace('  ...common,\n', '')).toBe(
    written.replace('../../environments/', './'),
  );
});

test('X1 leaves out what common.ts has, and writes what differs', () => {
  const { service, region, timezone, state } = fixtures.dev;
  const printed = printEnvironment(
    { ...fixtures.dev, tags: {} },
    { service, region, timezone: 'Etc/UTC', state: { region: 'ap-northeast-1', bucket: state.bucket } },
  );
  expect(printed).toContain(`environment({
  ...common,
  name: 'dev',
  accountId: '111111111111',
  timezone: '${timezone}',
  bootstrap:`);
});

test.each([
  ["'", `"'"`],
  ['"', `'"'`],
  [`'"`, String.raw`'\'"'`],
  ['\\', String.raw`'\\'`],
  ['\n', String.raw`'\n'`],
  [10_080, '10_080'],
  [1234, '1234'],
  [-1_234_567, '-1_234_567'],
  [0.5, '0.5'],
  [[], '[]'],
  [{}, '{}'],
  [null, 'null'],
  [{ 'a-b': 1, a: undefined, b: new Code('common.region') }, "{ 'a-b': 1, b: common.region }"],
])('X1 writes %j as %s', (value, text) => {
  expect(printLiteral(value)).toBe(text);
});

test('X1 refuses what is no literal', () => {
  expect(() => printLiteral({ a: [() => 1] })).toThrow('function is no literal');
});

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom('cron(0 6 * * ? *)', 'a"b', "it's", 'x'.repeat(110)),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.oneof(fc.string({ maxLength: 60 }), tie('value')), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.stringMatching(/^[a-z]{1,30}$/), fc.string({ maxLength: 20 })), tie('value'), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
}));

test('X1 what is printed has the same value', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const read: unknown = runInNewContext(`(${printLiteral(value)})`);
      expect(JSON.stringify(read)).toBe(JSON.stringify(value));
    }),
    { numRuns: 100 },
  );
});

test('X1 the formatter changes nothing in what is printed', () => {
  const folder = emptyFolder();
  const values = fc.sample(fc.dictionary(fc.stringMatching(/^[a-z]{1,30}$/), anyValue, { minKeys: 1, maxKeys: 5 }), {
    numRuns: 40,
    seed: 1,
  });
  for (const [index, value] of values.entries()) writeFileSync(path.join(folder, `${index}.ts`), printCommon(value));
  const root = path.dirname(__dirname);
  const oxfmt = path.join(root, 'node_modules', '.bin', 'oxfmt');
  const config = path.join(root, '.oxfmtrc.json');
  const printed = values.map((_, index) => readFileSync(path.join(folder, `${index}.ts`), 'utf8'));
  execFileSync(oxfmt, ['--config', config, '.'], { cwd: folder });
  const formatted = values.map((_, index) => readFileSync(path.join(folder, `${index}.ts`), 'utf8'));
  expect(printed).toEqual(formatted);
});
