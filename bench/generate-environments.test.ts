import { rmSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder, filesOf } from '../testing/commands';
import { generateEnvironments } from './generate-environments';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

test('writes as many environments like prod as wanted, and no rule refuses them', async () => {
  const generated = generateEnvironments({ root: path.dirname(__dirname), folder, count: 2 });
  const ended = await backupctl(['synth', '--json'], folder, { BACKUP_ENVIRONMENTS_DIR: generated });

  expect(ended.code).toBe(0);
  const plans = [expect.objectContaining({ plan: 'EC2' }), expect.objectContaining({ plan: 'EFS' })];
  expect(JSON.parse(ended.stdout).environments).toEqual([
    expect.objectContaining({ name: 'gen-001', accountId: '100000000000', rules: plans }),
    expect.objectContaining({ name: 'gen-002', accountId: '100000000001', rules: plans }),
  ]);
  expect(
    Object.keys(filesOf(path.join(folder, 'cdktf.out'))).filter((file) => /gen-002.*cdk\.tf\.json$/.test(file)),
  ).toHaveLength(5);
});
