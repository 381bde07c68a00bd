import type { FoundAccount } from '../../domain/adopt/found';
import { serializeStatement } from '../../domain/iam/serialize-statement';
import { topicStatements } from '../../domain/notifications/topic-statements';
import { DEFAULT_NAMES } from '../../domain/names';
import {
  ACCOUNT,
  CONTEXT,
  foundAccount,
  foundPlan,
  foundRule,
  foundSelection,
  foundTopic,
  foundVault,
  HOME,
} from '../../testing/adopt/found-account';
import { NOW } from '../../testing/environment-inputs';
import { parseEnvironments } from '../parse';
import { RefusedError } from '../refusal';
import type { EnvironmentInput } from '../schema';
import { acceptAccount } from './accept-account';

const COMMON = { service: 'anyservice', region: HOME, timezone: 'Asia/Tokyo', state: { bucket: 'b-111111111111' } };
const FILE = 'environments/found.ts';

async function accept(account: FoundAccount, common: Partial<EnvironmentInput> = COMMON) {
  let rounds = 0;
  const accepted = await acceptAccount(
    { account, context: CONTEXT, names: DEFAULT_NAMES, common, file: FILE },
    (input) => {
      rounds += 1;
      return parseEnvironments([{ file: FILE, name: 'found', input }], NOW);
    },
  );
  const refused = accepted.items.filter(({ state }) => state === 'refused');
  return { ...accepted, rounds, refused, backup: accepted.input.backup };
}

test('X1 writes an account that the rules accept in one round', async () => {
  const { rounds, refused, backup, checked } = await accept(
    foundAccount({ vaults: [foundVault('Default')], plans: [foundPlan('Daily')] }),
  );
  expect([rounds, refused]).toEqual([1, []]);
  expect(backup.plans.map(({ name }) => name)).toEqual(['Daily']);
  expect(checked.environments[0]?.iam.backupRoleArn).toContain('AWSBackupDefaultServiceRole');
});

test('X1 leaves a plan that AWS accepts and a rule refuses outside, and reports the remedy of the rule once', async () => {
  const endsEarly = foundRule('Default', { coldStorageAfterDays: 30, deleteAfterDays: 100 });
  const { refused, backup } = await accept(
    foundAccount({
      vaults: [foundVault('Default')],
      plans: [foundPlan('Daily'), foundPlan('Cold', { rules: [endsEarly] })],
    }),
  );
  expect(backup.plans.map(({ name }) => name)).toEqual(['Daily']);
  expect(refused).toEqual([
    {
      kind: 'plan',
      region: HOME,
      name: 'Cold',
      state: 'refused',
      reason: 'deletes after 100 days, but a recovery point that turns cold after 30 days must be kept 120',
      remedy: 'delete after 120 days or more, or leave cold storage out',
    },
  ]);
});

test('X1 leaves it outside, too, when the program that reads the files of the user refuses it', async () => {
  const account = foundAccount({
    vaults: [foundVault('Default')],
    plans: [foundPlan('Daily'), foundPlan('Cold', { rules: [foundRule('Default', { coldStorageAfterDays: 80 })] })],
  });
  // It has its own copy of the class.
  class Copied extends Error {
    override readonly name = 'RefusedError';
    constructor(readonly refusals: unknown) {
      super();
    }
  }
  const check = (input: EnvironmentInput): void => {
    try {
      parseEnvironments([{ file: FILE, name: 'found', input }], NOW);
    } catch (error) {
      throw error instanceof RefusedError ? new Copied(error.refusals) : error;
    }
  };
  const request = { account, context: CONTEXT, names: DEFAULT_NAMES, common: COMMON, file: FILE };
  const { input } = await acceptAccount(request, check);
  expect(input.backup.plans.map(({ name }) => name)).toEqual(['Daily']);
  const unknown = (): never => {
    throw new Error('something else');
  };
  await expect(acceptAccount(request, unknown)).rejects.toThrow('something else');
});

test('X1 leaves a selection alone outside, and the setting of a vault alone', async () => {
  const terms = {
    any: [],
    conditions: {
      stringEquals: [
        { key: 'aws:ResourceTag/a', value: '1' },
        { key: 'aws:ResourceTag/a', value: '2' },
      ],
    },
    resources: ['*'],
    notResources: [],
  };
  const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:far`;
  const { refused, backup, checked } = await accept(
    foundAccount({
      vaults: [foundVault('Default', { notifications: { topicArn, events: ['BACKUP_JOB_COMPLETED'] } })],
      plans: [foundPlan('Daily', { selections: [foundSelection('Tagged'), foundSelection('Never', { terms })] })],
    }),
  );
  expect(backup.plans[0]?.selections.map(({ name }) => name)).toEqual(['Tagged']);
  expect(backup.vaults).toEqual([expect.objectContaining({ name: 'Default', notify: 'unmanaged' })]);
  expect(backup.plans[0]?.otherSelections).toBe('unmanaged');
  expect(checked.warnings['found']?.map(({ path }) => path)).not.toContain('backup.vaults.Default.notify');
  expect(refused.map(({ kind, name }) => [kind, name])).toEqual(
    expect.arrayContaining([
      ['selection', 'Daily/Never'],
      ['notifications', 'Default'],
    ]),
  );
});

test('X1 leaves no subscriptions unmanaged of a topic that no vault uses', async () => {
  const topic = (name: string) => `arn:aws:sns:${HOME}:${ACCOUNT}:${name}`;
  const accepted = (used: string) =>
    accept(
      foundAccount({
        vaults: [foundVault('Default', { notifications: { topicArn: topic(used), events: ['BACKUP_JOB_COMPLETED'] } })],
        topics: [
          foundTopic(CONTEXT.topicName, {
            policy: JSON.stringify({
              Statement: topicStatements(ACCOUNT, topic(CONTEXT.topicName)).map(serializeStatement),
            }),
            subscriptions: [
              {
                arn: undefined,
                protocol: 'https',
                endpoint: 'https://hooks.example.com',
                attributes: undefined,
                settings: {},
              },
            ],
          }),
        ],
      }),
    );
  expect((await accepted(CONTEXT.topicName)).input.notifications).toHaveProperty('otherSubscriptions', 'unmanaged');
  expect((await accepted('operations')).input.notifications).not.toHaveProperty('otherSubscriptions');
});

test('X1 reports plans of a refused vault as its consequences', async () => {
  const names = ['Same', 'same'];
  const { items, refused, backup } = await accept(
    foundAccount({
      vaults: names.map((name) => foundVault(name)),
      plans: names.map((name) => foundPlan(`of-${name === 'same' ? 1 : 2}`, { rules: [foundRule(name)] })),
    }),
  );
  expect(backup.vaults).toHaveLength(1);
  expect(refused).toHaveLength(1);
  expect(items.filter(({ kind, state }) => kind === 'plan' && state === 'outside')).toEqual([
    expect.objectContaining({ reason: `its vault ${refused[0]?.name} stays outside` }),
  ]);
});

test.each([300, 302])('X1 takes over as many of %d vaults as the default quota allows', async (count) => {
  const vaults = Array.from({ length: count }, (_, index) => foundVault(`v${1000 + index}`));
  const { refused, backup } = await accept(foundAccount({ vaults }));
  expect(backup.vaults).toHaveLength(300);
  expect(refused.map(({ name, reason }) => [name, reason])).toEqual(
    ['v1300', 'v1301'].slice(0, count - 300).map((name) => [name, '302 vaults in a region, but AWS Backup allows 300']),
  );
});

test('X1 refuses an account whose common values are wrong', async () => {
  const account = foundAccount({ vaults: [foundVault('Default')] });
  await expect(accept(account, { ...COMMON, timezone: 'Mars/Base' })).rejects.toThrow(RefusedError);
  await expect(accept(account, { ...COMMON, state: undefined })).rejects.toThrow(/state/);
});
