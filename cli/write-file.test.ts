import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { emptyFolder } from '../testing/commands';
import { streamFileAtOnce } from './write-file';

const written = async (texts: () => AsyncGenerator<string>) => {
  const folder = emptyFolder();
  const file = path.join(folder, 'coverage.json');
  writeFileSync(file, 'old');
  const error = await streamFileAtOnce(file, texts()).then(
    () => undefined,
    ({ name, message }: Error) => ({ name, message: message.replace(folder, '') }),
  );
  return { error, files: readdirSync(folder), text: readFileSync(file, 'utf8') };
};

test('writes texts one after the other', async () => {
  const texts = async function* () {
    yield 'one\n';
    await setImmediate();
    yield 'two\n';
  };
  expect(await written(texts)).toEqual({ error: undefined, files: ['coverage.json'], text: 'one\ntwo\n' });
});

test('an error or a signal leaves the old file, and no other', async () => {
  const failing = async function* () {
    yield 'one\n';
    await setImmediate();
    throw new Error('AWS failed');
  };
  const old = { files: ['coverage.json'], text: 'old' };
  expect(await written(failing)).toMatchObject({ ...old, error: { message: 'AWS failed' } });
  const interrupted = async function* () {
    yield 'one\n';
    process.emit('SIGINT');
    await setImmediate();
    yield 'two\n';
  };
  expect(await written(interrupted)).toEqual({
    ...old,
    error: { name: 'InterruptedError', message: 'Stopped: /coverage.json is not written.' },
  });
});
