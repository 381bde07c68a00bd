import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

import { run } from '../../bin/run';
import type * as Ask from './ask';

// The prompt library has only ES modules, which the bundle of the command line contains.
const { ask, confirmReplacement } = run('cli/init/ask.ts') as typeof Ask;

const [ENTER, DELETE, INTERRUPT, TAB] = ['\r', '\u007F', '\u0003', '\t'];

/** A terminal on which a user types something whenever some text appears. */
function terminalOn(steps: readonly (readonly [shown: string, typed: string])[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 40 });
  const shown: string[] = [];
  output.on('data', (chunk) => shown.push(stripVTControlCharacters(String(chunk))));
  const typing = (async () => {
    for (const [text, typed] of steps) {
      for (let tries = 0; tries < 200 && !shown.join('').includes(text); tries += 1) await setTimeout(5);
      if (!shown.join('').includes(text)) throw new Error(`"${text}" is not in ${shown.join('')}`);
      shown.length = 0;
      for (const key of typed) {
        input.write(key);
        await setTimeout(1);
      }
    }
  })();
  return { terminal: { input, output }, typing };
}

const NO_PROBLEM = () => undefined;

test('X6 asks for what the flags do not say, and again while an answer has a problem', async () => {
  const { terminal, typing } = terminalOn([
    ['Manage the backup policies', 'n'],
    ['Environments in promotion order', `dev=1${ENTER}`],
    ['"1" is no account', `${DELETE}2${ENTER}`],
    ['Region', ENTER],
    ['An answer is required.', `eu-central-1${ENTER}`],
  ]);
  const problem = ({ accounts }: { accounts?: string }) => (accounts === 'dev=1' ? '"1" is no account' : undefined);
  const flags = {
    service: 'a',
    timezone: 'UTC',
    schedule: 'cron(0 3 * * ? *)',
    retention: '7',
    recipients: 'a@b.cc',
    repository: 'a/b',
  };
  const answers = ask(flags, { tree: undefined, terminal, problem });
  await typing;
  expect(await answers).toEqual({ ...flags, organization: '', accounts: 'dev=2', region: 'eu-central-1' });
});

test('X6 lets the user choose accounts of the pulled tree, and rename and reorder them', async () => {
  const tree = {
    id: 'r-ab12',
    accounts: [
      { id: '123456789012', name: 'Acme Dev' },
      { id: '123456789013', name: 'closed', state: 'suspended' },
      { id: '123456789014', name: '1 Prod!' },
    ],
  };
  const { terminal, typing } = terminalOn([
    ['Accounts with resources', `Prod${TAB}${ENTER}`],
    ['prod=123456789014', `${DELETE}3${ENTER}`],
  ]);
  const flags = {
    organization: 'o-abcdefghij',
    managementAccount: '210987654321',
    service: 'a',
    region: 'us-east-1',
    timezone: 'UTC',
    schedule: 'cron(0 3 * * ? *)',
    retention: '7',
    recipients: 'a@b.cc',
    repository: 'a/b',
  };
  const answers = ask(flags, { tree, terminal, problem: NO_PROBLEM });
  await typing;
  // With a tree, it does not ask for the root.
  expect(await answers).toEqual({ ...flags, accounts: 'prod=123456789013' });
});

test('X6 Ctrl-C cancels', async () => {
  const { terminal, typing } = terminalOn([['Manage the backup policies', INTERRUPT]]);
  const answers = ask({}, { tree: undefined, terminal, problem: NO_PROBLEM });
  await expect(answers).rejects.toMatchObject({ name: 'InterruptedError', message: 'Nothing was written.' });
  await typing;
});

test.each([
  ['y', true],
  [ENTER, false],
])('X6 replaces the sample after an explicit yes only: %j', async (typed, isConfirmed) => {
  const { terminal, typing } = terminalOn([['Replace the shipped sample (a.ts, b.ts)?', typed]]);
  const confirmed = confirmReplacement(['a.ts', 'b.ts'], terminal);
  await typing;
  expect(await confirmed).toBe(isConfirmed);
});
