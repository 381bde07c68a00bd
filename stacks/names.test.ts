import { backupRoleArn, restoreRoleArn } from '../domain/backup/service-roles';
import {
  DEFAULT_NAMES,
  ENVIRONMENT_NAMES,
  type EnvironmentNames,
  type NameKey,
  ORGANIZATION_NAMES,
} from '../domain/names';
import { parseEnvironments } from '../environments/parse';
import type { EnvironmentInput } from '../environments/schema';
import { refusalOf, validEnvironment, warningsOf } from '../testing/environment-inputs';
import { fixtures } from '../testing/fixtures';
import { notifiedOrganization } from '../testing/notified-organization';
import { synthesizeAll } from '../testing/synthesized';

const KEYS = Object.keys(ENVIRONMENT_NAMES) as (keyof EnvironmentNames)[];

const ORGANIZATION_KEYS = Object.keys(ORGANIZATION_NAMES) as (keyof typeof ORGANIZATION_NAMES)[];

const named = (names: EnvironmentInput['names'], change: (input: EnvironmentInput) => void = () => {}) => {
  const input = structuredClone(fixtures.prod);
  input.names = names;
  change(input);
  return input;
};

/** Everything that can contain a name: a topic with a key of its own, whose policy names the publishing roles. */
const withTopicKey = (input: EnvironmentInput) => {
  input.notifications = { ...input.notifications, key: 'customer-managed' };
};

/** Other names begin or end with the same text. */
const wholeName = (key: NameKey) => new RegExp(`(?<![\\w-])${DEFAULT_NAMES[key]}(?![\\w-])`, 'g');

const others = (keys: readonly NameKey[]) => Object.fromEntries(keys.map((key) => [key, `other-${key}`]));

/** The organization with members by providers, and by a StackSet. */
const organization = (rollout: 'providers' | 'stack-set') => (names: object) => {
  const input = { ...notifiedOrganization(), names };
  input.baseline.rollout = rollout;
  return synthesizeAll([], input);
};

describe.each<[string, readonly NameKey[], (names: object) => unknown]>([
  ['an environment', KEYS, (names) => synthesizeAll([named(names, withTopicKey)])],
  ['the organization', ORGANIZATION_KEYS, organization('providers')],
  ['the organization with a StackSet', ORGANIZATION_KEYS, organization('stack-set')],
])('X4 %s that replaces every name', (_, keys, synthesize) => {
  const [byDefault = '', json = ''] = [{}, others(keys)].map((names) => JSON.stringify(synthesize(names)));

  test('has no default name in its stacks', () => {
    expect(keys.filter((key) => wholeName(key).test(json))).toEqual([]);
    expect(keys.filter((key) => !json.includes(`other-${key}`))).toEqual([]);
  });

  test('has the same stacks otherwise', () => {
    const expected = keys.reduce((text, key) => text.replaceAll(wholeName(key), `other-${key}`), byDefault);
    // Permissions and policies are listed by name: only their order differs.
    const sorted = (text: string) => text.match(/"[^"]*"/g)?.toSorted();
    expect(sorted(json)).toEqual(sorted(expected));
  });
});

test('X4 restores, drills and verify use the roles that the names say', () => {
  const parsed = parseEnvironments([{ file: 'prod.ts', name: 'prod', input: named(others(KEYS)) }], new Date());
  const [environment] = parsed.environments;
  expect(environment && [backupRoleArn(environment), restoreRoleArn(environment)]).toEqual([
    'arn:aws:iam::333333333333:role/service-role/other-backupRole',
    'arn:aws:iam::333333333333:role/service-role/other-restoreRole',
  ]);
});

const LONGEST = {
  aws_iam_role: 64,
  aws_iam_policy: 128,
  aws_lambda_function: 64,
  aws_sqs_queue: 80,
  aws_scheduler_schedule: 64,
  aws_cloudwatch_event_rule: 64,
  aws_cloudwatch_metric_alarm: 255,
};

test.each(KEYS)('X4 accepts %s as AWS does, and refuses it where AWS would', (key) => {
  const longest = LONGEST[ENVIRONMENT_NAMES[key].type];
  const withName = (name: string) =>
    validEnvironment(({ environment }) => {
      environment.names = { [key]: name };
    });
  expect(warningsOf(withName('n'.repeat(longest)))).toEqual([]);
  for (const name of ['', 'n'.repeat(longest + 1), 'a,b', 'a*']) {
    expect(refusalOf(withName(name))).toMatch(
      new RegExp(`names\\.${key} = [^]* cannot name [^]*→ use 1 to ${longest} `),
    );
  }
});

test('X4 refuses a name that does not exist', () => {
  const input = validEnvironment(({ environment }) => {
    environment.names = { backupRoles: 'x' } as object;
  });
  expect(refusalOf(input)).toContain('names.backupRoles\n    Unknown key "backupRoles". Did you mean "backupRole"?');
});

describe('X4 two resources with one name in an account', () => {
  const refusal = (...inputs: readonly EnvironmentInput[]): string => {
    try {
      synthesizeAll(inputs);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing is refused';
  };

  test.each<[Partial<EnvironmentNames>, path: string, what: string]>([
    [{ windowRole: 'ssmautomationrole' }, 'names.windowRole = "ssmautomationrole"', 'role SSMAutomationRole'],
    [{ windowPolicy: 'x', prunePolicy: 'X' }, 'names.prunePolicy = "X"', 'policy x'],
    [{ agentCheckFunction: 'lmd-del-backup-gen' }, 'names.agentCheckFunction', 'function lmd-del-backup-gen'],
    [
      { agentCheckQueue: 'sns-backup-alertnotification-undelivered' },
      'names.agentCheckQueue = "sns-backup-alertnotification-undelivered"',
      'queue sns-backup-alertnotification-undelivered',
    ],
    [{ errorAlarm: DEFAULT_NAMES.agentCheckQueue }, 'names.errorAlarm', `alarm ${DEFAULT_NAMES.agentCheckQueue}`],
    [{ agentCheckQueue: DEFAULT_NAMES.errorAlarm }, 'names.agentCheckQueue', `alarm ${DEFAULT_NAMES.errorAlarm}`],
    [{ automationRole: 'backupctl-plan' }, 'names.automationRole = "backupctl-plan"', 'role backupctl-plan'],
  ])('%j', (names, path, what) => {
    const message = refusal(
      named(names, (input) => {
        input.notifications = {
          subscriptions: [{ protocol: 'https', endpoint: 'https://example.com/alerts' }],
        };
      }),
    );
    expect(message).toContain(path);
    expect(message).toContain(what);
  });
});
