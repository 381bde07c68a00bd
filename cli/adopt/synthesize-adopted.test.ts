import { parseEnvironments } from '../../environments/parse';
import { fixtures } from '../../testing/fixtures';
import { synthesizeAdopted } from './synthesize-adopted';

test('X1 repeats the mapping as often as necessary with one listener of the end of the process', async () => {
  const input = { ...fixtures.dev, ssmBackup: 'none' };
  const configuration = parseEnvironments([{ file: 'dev.ts', name: 'dev', input }], new Date());
  const first = await synthesizeAdopted(configuration, 'dev');
  const listeners = process.listenerCount('exit');
  const again = await synthesizeAdopted(configuration, 'dev');
  expect(process.listenerCount('exit')).toBe(listeners);
  expect(again.map(({ name, json }) => ({ name, json }))).toEqual(first.map(({ name, json }) => ({ name, json })));
  expect(again.map(({ name }) => name)).toEqual(['backup', 'iam', 'notifications']);
});
