import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { backupctl, emptyFolder, type Ended } from '../commands';
import { fixtures } from '../fixtures';
import type { Variables } from '../terraform/programs';
import { startAccounts, type Accounts } from './accounts';
import { follow, isGraceful, killed, KILLS, stateCalls, type Kill, type KillPoint } from './kill';

const { dev } = fixtures;
const { bucket } = dev.state;
const KEY = 'anyservice/dev/state-bootstrap/terraform.tfstate';
const STATE = stateCalls('state-bootstrap');

/** In the order of a bootstrap. */
const POINTS = {
  'when the bucket is requested': { action: new RegExp(`^s3:PUT /${bucket}$`) },
  'while it creates roles': { action: /^iam:(?:CreateRole|AttachRolePolicy)$/ },
  'when the policy of the bucket is requested': { action: /^s3:PutBucketPolicy$|^s3:PUT .*policy$/ },
  'before the move, with the lock': { action: STATE.locked },
  'while the state is moved': { action: STATE.written },
  'after the move, while it verifies': { action: STATE.locked },
} satisfies Readonly<Record<string, KillPoint>>;
type Point = keyof typeof POINTS;

/** After a signal, Terraform completes what it has started, so that a later point is not always reached. */
const REACHED: Readonly<Record<Kill, readonly Point[]>> = {
  SIGINT: ['when the bucket is requested', 'while it creates roles', 'while the state is moved'],
  SIGTERM: ['when the policy of the bucket is requested', 'before the move, with the lock'],
  SIGKILL: ['while it creates roles', 'before the move, with the lock'],
  'machine failure': Object.keys(POINTS) as Point[],
};
const VERIFYING: Point = 'after the move, while it verifies';

describe.each(KILLS)('%s', (kill) => {
  let accounts: Accounts;
  let folder: string;
  let variables: Variables;
  let args: readonly string[];

  beforeAll(async () => {
    accounts = await startAccounts([dev], {});
    folder = emptyFolder();
    variables = { ...accounts.variablesOf(dev), TMPDIR: emptyFolder() };
    args = ['bootstrap', '--environment', 'dev', '--yes', '--from', accounts.app.folder];
  });

  afterAll(() => accounts.aws.stop());

  /** Follows the message of a refused bootstrap. */
  const recover = async (ended: Ended): Promise<void> => {
    const [, lock] = /^ {4}aws s3 rm (s3:\S+\.tflock)$/m.exec(ended.stderr) ?? [];
    if (lock === `s3://${bucket}/${KEY}.tflock`) await accounts.remove(dev, `${KEY}.tflock`);
    else await follow(ended, folder, variables);
  };

  test.each([...new Set([...REACHED[kill], VERIFYING])])('E1 bootstrap continues after a kill %s', async (name) => {
    const point = POINTS[name];
    const command = { args, folder, variables };
    let ended = await killed(accounts.aws.standIn, point, kill, command);
    while (!ended.killed) {
      await recover(ended);
      ended = await killed(accounts.aws.standIn, point, kill, command);
    }
    expect(ended.code).toBe(isGraceful(kill) ? 130 : null);
    if (isGraceful(kill)) expect(readdirSync(variables['TMPDIR'] ?? '')).toEqual([]);
  });

  test('E1 in the end, the state is only in the bucket, and AWS matches it', async () => {
    let ended = await backupctl(args, folder, variables);
    while (ended.code !== 0) {
      await recover(ended);
      ended = await backupctl(args, folder, variables);
    }
    expect(ended.stdout).toContain(`dev is bootstrapped: its state is in s3://${bucket}/${KEY}, and AWS matches it.`);
    expect(await accounts.keys(dev)).toEqual([KEY]);
    expect(existsSync(path.join(folder, '.bootstrap', 'dev'))).toBe(false);
    const again = await backupctl(args, folder, variables);
    expect([again.stderr, again.code]).toEqual([expect.stringContaining('no changes'), 0]);
  });
});
