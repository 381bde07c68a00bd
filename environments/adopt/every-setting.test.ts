import { selectionTerms } from '../../domain/backup/selection-terms';
import { DEFAULT_NAMES } from '../../domain/names';
import { DEFAULT_TOPIC_NAME } from '../../domain/notifications/derived-names';
import { deployedAccount } from '../../testing/adopt/deployed-account';
import { variation, VARIATIONS } from '../../testing/adopt/every-setting';
import { CONTEXT } from '../../testing/adopt/found-account';
import { NOW } from '../../testing/environment-inputs';
import { pathsIn, settingsOf } from '../../testing/schema-settings';
import { synthesizeAll } from '../../testing/synthesized';
import { parseEnvironments } from '../parse';
import type { EnvironmentInput } from '../schema';
import { environmentFields } from '../schema/environment';
import { acceptAccount } from './accept-account';
import { withoutDefaults } from './without-defaults';

/** Settings that adopt does not read back as they were written, and why. */
const EXCEPTIONS: readonly (readonly [settings: RegExp, reason: string])[] = [
  [/^(?:name|accountId)$/, 'of the command line and the credentials'],
  [/^(?:service|region|timezone|state|bootstrap|deployRoleArn|names)\b/, 'of common.ts: the stacks do not create it'],
  [/^costs\b/, 'estimates: the stacks create nothing from them'],
  [/\.endpointParameter$/, 'the address of an https subscription can contain a secret, and is never read'],
  [/^iam\.restoreRoleArn$/, 'nothing in AWS refers to it, unless it has the configured name'],
];

const POLICY_OF_OTHERS = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'backup:StartRestoreJob', Resource: '*' }],
});

function given({ service, region, timezone, state, bootstrap, deployRoleArn, names }: EnvironmentInput) {
  return { service, region, timezone, state, bootstrap, deployRoleArn, names };
}

function parsed(input: EnvironmentInput) {
  const [environment] = parseEnvironments([{ file: 'prod.ts', name: 'prod', input }], NOW).environments;
  if (!environment) throw new Error('nothing was parsed');
  return environment;
}

async function adopted(input: EnvironmentInput) {
  const stacks = Object.entries(synthesizeAll([input])).map(([id, json]) => [id.slice('prod-'.length), json]);
  const { accountId, region, timezone = 'Etc/UTC' } = input;
  const { key, topicArns = {} } = input.notifications ?? {};
  const keys = Object.entries(topicArns).flatMap(([of, arn]) => (typeof key === 'object' ? [[arn, key[of]]] : []));
  const unmanaged = input.backup.vaults.filter(({ accessPolicy }) => accessPolicy === 'unmanaged');
  const account = deployedAccount(
    Object.fromEntries(stacks),
    { accountId, home: region },
    {
      topicKeys: Object.fromEntries(keys),
      otherSelections: input.backup.plans.filter((plan) => plan.otherSelections).map(({ name }) => name),
      vaultPolicies: Object.fromEntries(unmanaged.map(({ name }) => [name, POLICY_OF_OTHERS])),
    },
  );
  const common = given(input);
  const { input: written } = await acceptAccount(
    {
      account,
      context: {
        ...CONTEXT,
        name: 'prod',
        accountId,
        region,
        timezone,
        topicName: DEFAULT_TOPIC_NAME,
        regionSettings: true,
        hasBootstrap: input.bootstrap !== undefined,
      },
      names: { ...DEFAULT_NAMES, ...(input.names as typeof DEFAULT_NAMES | undefined) },
      common,
      file: 'prod.ts',
    },
    parsed,
  );
  return parsed({ ...common, ...withoutDefaults(written, common) });
}

/** In one form where several have the same effect, and without the exceptions. */
function comparable(environment: ReturnType<typeof parsed>) {
  const { backup, notifications, iam, ssmBackup } = environment;
  const sorted = <T extends object>(all: readonly T[]): T[] =>
    all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const texts = <T>(values: T): T => (Array.isArray(values) ? (values.toSorted() as T) : values);
  return {
    ...environment,
    iam: {
      ...iam,
      restoreRoleArn: undefined,
      passableInstanceRoles: texts(iam.passableInstanceRoles),
      boundaryActions: texts(iam.boundaryActions),
    },
    notifications: {
      ...notifications,
      subscriptions: sorted(notifications.subscriptions.filter(({ protocol }) => protocol !== 'https')),
    },
    backup: {
      ...backup,
      vaults: sorted(
        backup.vaults.map(({ notify, lock, ...vault }) => ({
          ...vault,
          notify: texts(notify),
          // AWS does not return the grace period.
          lock: lock?.changeableForDays === undefined ? lock : { ...lock, changeableForDays: 'set-before' },
        })),
      ),
      plans: sorted(
        backup.plans.map((plan) => ({
          ...plan,
          rules: sorted(plan.rules),
          // `match: all` and `conditions.stringEquals` are the same conditions.
          selections: sorted(
            plan.selections.map(({ name, roleArn, ...terms }) => ({ name, roleArn, ...selectionTerms(terms) })),
          ),
        })),
      ),
    },
    ssmBackup:
      ssmBackup === 'none'
        ? ssmBackup
        : {
            ...ssmBackup,
            automationPolicyArns: texts(ssmBackup.automationPolicyArns),
            imageParameterArns: texts(ssmBackup.imageParameterArns),
          },
  };
}

test.each(Object.entries(VARIATIONS))(
  'X5 %s: an account that the stacks created is adopted with the same configuration',
  async (_, change) => {
    const input = variation(change);
    expect(comparable(await adopted(input))).toEqual(comparable(parsed(input)));
  },
);

test('X5 the variations have every setting, except for those that adopt cannot read', () => {
  const varied = new Set(Object.values(VARIATIONS).flatMap((change) => pathsIn(variation(change))));
  const settings = settingsOf(environmentFields);
  const unvaried = settings.filter((setting) => !varied.has(setting));
  expect(unvaried.filter((setting) => !EXCEPTIONS.some(([of]) => of.test(setting)))).toEqual([]);
  for (const [of] of EXCEPTIONS) expect(settings.some((setting) => of.test(setting))).toBe(true);
});
