import { loadConfiguration } from '../../testing/environments/load';
import { configurationNotes } from './configuration-notes';

test('U5 looks for no files where there is no folder: synth also runs outside the repository', async () => {
  const configuration = await loadConfiguration('environments', new Date());
  expect(configurationNotes('/nowhere/environments', configuration)).toEqual([
    expect.stringMatching(/^Sample values remain: /),
  ]);
});
