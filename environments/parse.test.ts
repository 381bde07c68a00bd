import { ENVIRONMENT_NAMES } from '../domain/names';
import { loadConfiguration } from '#environments';
import { parseEnvironments } from './parse';
import { RefusedError } from './refusal';
import type { EnvironmentInput } from './schema';
import { NOW, otherEnvironment, type Parts, refusalOf, text, validEnvironment } from '../testing/environment-inputs';

const file = (name: string, input: unknown) => ({ file: `environments/${name}.ts`, name, input });

function messageOf(...files: readonly ReturnType<typeof file>[]): string {
  try {
    parseEnvironments(files, NOW);
  } catch (error) {
    if (error instanceof RefusedError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

test('reports all problems of all files at once, of shape and of rules', () => {
  const dev = validEnvironment(({ rule, vault }) => {
    rule.deleteAfterDays = 100;
    rule.coldStorageAfterDays = 30;
    vault.notify = ['BACKUP_JOB_COMPLETED', 'RESTORE_JOB_FAILED'];
  });
  const prod = { ...otherEnvironment(), region: 5, servce: 'anyservice' };
  expect(messageOf(file('dev', dev), file('stg', undefined), file('prod', prod))).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.vaults.EC2.notify = "RESTORE_JOB_FAILED"
        RESTORE_JOB_FAILED is deprecated: RESTORE_JOB_COMPLETED reports the end of a job, and its message has the State.
        → notify RESTORE_JOB_COMPLETED

      backup.plans.EC2.rules.Daily.deleteAfterDays = 100
        Deletes after 100 days, but a recovery point that turns cold after 30 days must be kept 120.
        → delete after 120 days or more, or leave cold storage out

    environments/stg.ts is refused: 1 problem

      the default export
        The file has no default export, or exports undefined.
        → write export default environment({ … })

      Values that depend on these are checked once these are correct.

    environments/prod.ts is refused: 2 problems

      servce
        Unknown key "servce". Did you mean "service"?
        → write service, or remove it

      region = 5
        Found a number, but text is required.
        → write text in quotes

      Values that depend on these are checked once these are correct.
  `);
});

test('checks what is below a misspelled key as intended', () => {
  const { backup, ...rest } = validEnvironment(({ rule }) => {
    rule.startWindowMinutes = 5;
  });
  expect(messageOf(file('dev', { ...rest, bakcup: backup }))).toBe(text`
    environments/dev.ts is refused: 2 problems

      bakcup
        Unknown key "bakcup". Did you mean "backup"?
        → write backup, or remove it

      backup.plans.EC2.rules.Daily.startWindowMinutes = 5
        A window of 5 minutes is not a whole number of 60 minutes or more.
        → set 60 or more
  `);
});

test('refuses a name that differs from the registry', () => {
  expect(messageOf(file('stg', validEnvironment()))).toBe(text`
    environments/stg.ts is refused: 1 problem

      name = "dev"
        This file is listed as stg.
        → name it stg, or list it as dev
  `);
});

test('reports the account of a copied file that kept its name too', () => {
  expect(messageOf(file('dev', validEnvironment()), file('stg', validEnvironment()))).toBe(text`
    environments/stg.ts is refused: 2 problems

      name = "dev"
        This file is listed as stg.
        → name it stg, or list it as dev

      accountId = "111111111111"
        Environment dev has this account too: both would create roles with the same names.
        → give each environment its own account
  `);
});

test('fills in every default', () => {
  const input: EnvironmentInput = {
    name: 'dev',
    service: 'anyservice',
    accountId: '111111111111',
    region: 'ap-northeast-1',
    state: { bucket: 'anyservice-dev-tfstate', region: 'ap-northeast-1' },
    backup: {
      vaults: [{ name: 'EC2' }, { name: 'Osaka', region: 'ap-northeast-3' }, { name: 'Alone' }],
      plans: [
        {
          name: 'EC2',
          rules: [
            {
              name: 'Daily',
              vault: 'EC2',
              schedule: 'cron(0 21 * * ? *)',
              deleteAfterDays: 30,
              copies: [{ vault: 'Osaka', region: 'ap-northeast-3' }],
            },
          ],
          selections: [{ name: 'Tagged', tags: { AWSBackup: 'EC2' } }],
        },
      ],
    },
  };
  const { environments } = parseEnvironments([file('dev', input)], NOW);
  expect(environments).toEqual([
    {
      name: 'dev',
      service: 'anyservice',
      accountId: '111111111111',
      region: 'ap-northeast-1',
      timezone: 'Etc/UTC',
      state: { bucket: 'anyservice-dev-tfstate', region: 'ap-northeast-1' },
      tags: {},
      names: Object.fromEntries(Object.entries(ENVIRONMENT_NAMES).map(([key, { name }]) => [key, name])),
      iam: { passableInstanceRoles: [], trustOnlyOwnAccount: true, permissionsBoundary: 'none', boundaryActions: [] },
      notifications: {
        topicName: 'sns-backup-alertnotification',
        displayName: 'Backup Alert Notifications',
        key: 'none',
        subscriptions: [],
        topicArns: {},
        regions: ['ap-northeast-1', 'ap-northeast-3'],
        createdIn: ['ap-northeast-1', 'ap-northeast-3'],
      },
      backup: {
        vaults: [
          {
            name: 'EC2',
            region: 'ap-northeast-1',
            key: 'aws-managed',
            notify: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'],
            tags: {},
          },
          {
            name: 'Osaka',
            region: 'ap-northeast-3',
            key: 'aws-managed',
            notify: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'],
            tags: {},
          },
          { name: 'Alone', region: 'ap-northeast-1', key: 'aws-managed', notify: ['BACKUP_JOB_COMPLETED'], tags: {} },
        ],
        plans: [
          {
            name: 'EC2',
            region: 'ap-northeast-1',
            windowsVss: false,
            tags: {},
            rules: [
              {
                name: 'Daily',
                vault: 'EC2',
                schedule: 'cron(0 21 * * ? *)',
                timezone: 'Etc/UTC',
                startWindowMinutes: 480,
                completionWindowMinutes: 10_080,
                deleteAfterDays: 30,
                archive: false,
                continuous: false,
                recoveryPointTags: {},
                copies: [
                  {
                    vault: 'Osaka',
                    region: 'ap-northeast-3',
                    accountId: '111111111111',
                    deleteAfterDays: 30,
                    archive: false,
                  },
                ],
              },
            ],
            selections: [{ name: 'Tagged', tags: { AWSBackup: 'EC2' }, match: 'any', resources: [], notResources: [] }],
          },
        ],
        regionSettings: [],
      },
      ssmBackup: {
        window: {
          name: 'mw-ssm-backup',
          schedule: 'cron(30 03 ? * * *)',
          timezone: 'Etc/UTC',
          durationHours: 1,
          cutoffHours: 0,
        },
        group: 'ssm-backup-group',
        agentCheck: { minutesBefore: 10 },
        before: [],
        after: [],
        automationPolicyArns: [],
        imageParameterArns: [],
        logRetentionDays: 90,
      },
    },
  ]);
});

describe('U7 a schedule without a time zone', () => {
  const zonesOf = (change: (parts: Parts) => void) => {
    const input = validEnvironment((parts) => {
      delete parts.rule.timezone;
      change(parts);
    });
    const { environments } = parseEnvironments([file('dev', input)], NOW);
    return environments.map(({ backup, ssmBackup }) => [
      ...backup.plans.flatMap(({ rules }) => rules.map(({ timezone }) => timezone)),
      ssmBackup === 'none' ? 'none' : ssmBackup.window.timezone,
    ]);
  };

  test('runs by the time zone of the environment', () => {
    expect(zonesOf(({ environment }) => (environment.timezone = 'Europe/Berlin'))).toEqual([
      ['Europe/Berlin', 'Europe/Berlin'],
    ]);
  });

  test('runs by UTC where the environment names none', () => {
    expect(zonesOf(() => {})).toEqual([['Etc/UTC', 'Etc/UTC']]);
  });

  test('keeps its own time zone', () => {
    const change = ({ environment, rule }: Parts) => {
      environment.timezone = 'Europe/Berlin';
      environment.ssmBackup = { window: { timezone: 'Asia/Tokyo' } };
      rule.timezone = 'America/New_York';
    };
    expect(zonesOf(change)).toEqual([['America/New_York', 'Asia/Tokyo']]);
  });

  test('does not repeat an unknown time zone of the environment', () => {
    const input = validEnvironment(({ environment, rule }) => {
      delete rule.timezone;
      environment.timezone = 'Tokyo';
    });
    expect(refusalOf(input)).toBe(text`
      environments/dev.ts is refused: 1 problem

        timezone = "Tokyo"
          "Tokyo" is not a time zone.
          → write Asia/Tokyo
    `);
  });
});

test('U4 fills the placeholders of a state bucket, and takes the region of the environment', () => {
  const input = validEnvironment(({ environment }) => {
    environment.state = { bucket: '{service}-{name}-tfstate-{accountId}' };
  });
  const { environments } = parseEnvironments([file('dev', input)], NOW);
  expect(environments.map(({ state }) => state)).toEqual([
    { bucket: 'anyservice-dev-tfstate-111111111111', region: 'ap-northeast-1' },
  ]);
});

test('U4 refuses a placeholder that it does not know', () => {
  const input = validEnvironment(({ environment }) => {
    environment.state = { bucket: '{service}-{account}' };
  });
  expect(refusalOf(input)).toContain('state.bucket = "{service}-{account}"');
});

test('hands out nothing that can be changed', () => {
  const { environments, warnings } = parseEnvironments([file('dev', validEnvironment())], NOW);
  const changeable: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) changeable.push(path);
    for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
  };
  visit({ environments, warnings }, 'configuration');
  expect(changeable).toEqual(['configuration']);
});

test.each<[string, unknown, string]>([
  ['a promise', Promise.resolve({}), 'Is a promise, but an object is required.'],
  ['a function', () => ({}), 'Found a function, but an object is required.'],
  ['a list', [], 'Found a list, but an object is required.'],
  ['text', 'dev', 'Found text, but an object is required.'],
])('refuses %s as the default export', (_what, input, message) => {
  expect(messageOf(file('dev', input))).toContain(`is refused: 1 problem\n\n  the default export`);
  expect(messageOf(file('dev', input))).toContain(message);
});

test('refuses a value that contains itself', () => {
  const loop: Record<string, unknown> = {};
  loop['loop'] = loop;
  const dev = validEnvironment(({ environment }) => {
    environment.ssmBackup = { before: [{ name: 'loop', action: 'aws:sleep', inputs: loop as Record<string, never> }] };
  });
  expect(messageOf(file('dev', dev))).toContain('  ssmBackup.before.0.inputs.loop\n    Contains itself.\n');
});

test('refuses a value that fails when it is read', () => {
  const input = Object.defineProperty({}, 'name', {
    enumerable: true,
    get: () => {
      throw new Error('no name');
    },
  });
  expect(messageOf(file('dev', input))).toContain('  the default export\n    Cannot be read: no name.\n');
});

test('does not report the account of an environment that cannot be read as missing in the organization too', () => {
  const organization = { root: { accounts: [{ id: undefined, name: 'dev' }] } };
  const written = { file: 'environments/organization.ts', input: organization };
  const message = (...files: ReturnType<typeof file>[]): string => {
    try {
      parseEnvironments(files, NOW, written);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message(file('dev', 5))).not.toContain('root.accounts.dev.id');
  expect(message(file('dev', validEnvironment()))).toContain('root.accounts.dev.id');
});

test('does not report the account of an environment again in the organization, whatever it is instead of text', () => {
  const message = (own: unknown, listed: unknown): string => {
    const organization = { root: { accounts: [{ id: listed, name: 'dev' }] } };
    const dev = { ...validEnvironment(), accountId: own };
    try {
      parseEnvironments([file('dev', dev)], NOW, { file: 'environments/organization.ts', input: organization });
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message(111111111111, 111111111111)).not.toContain('root.accounts.dev.id');
  expect(message(null, null)).not.toContain('root.accounts.dev.id');
  expect(message(111111111111, 222222222222)).toContain('root.accounts.dev.id = 222222222222');
  expect(message('111111111111', 111111111111)).toContain('root.accounts.dev.id = 111111111111');
});

test('refuses an empty object, which an empty file exports, as one problem', () => {
  expect(messageOf(file('dev', {}))).toContain(
    'is refused: 1 problem\n\n  the default export\n    The file exports no settings.\n    → write export default environment({ … })',
  );
  expect(messageOf(file('dev', { name: 'dev' }))).not.toContain('the default export');
});

test('keeps the order of promotion', () => {
  const { environments } = parseEnvironments([file('prod', otherEnvironment()), file('dev', validEnvironment())], NOW);
  expect(environments.map(({ name }) => name)).toEqual(['prod', 'dev']);
});

test('evaluates schedules from the given time', () => {
  const input = validEnvironment(({ rule }) => {
    rule.schedule = 'cron(0 6 1 1 ? 2027)';
  });
  expect(() => parseEnvironments([file('dev', input)], new Date('2026-12-31T20:59:00Z'))).not.toThrow();
  expect(() => parseEnvironments([file('dev', input)], new Date('2026-12-31T21:00:00Z'))).toThrow(RefusedError);
});

test('accepts nothing but what no rule refuses: a warning does not refuse', () => {
  const input = validEnvironment(({ plan }) => {
    plan.selections = [];
  });
  const { environments, warnings } = parseEnvironments([file('dev', input)], NOW);
  expect(environments).toHaveLength(1);
  expect(warnings['dev']).toEqual([expect.objectContaining({ rule: 'plan-without-selection', severity: 'warning' })]);
});

test('E2 E3 E4 accepts the shipped environments, whose copies of EC2 need another key, with a warning', async () => {
  const { environments, warnings } = await loadConfiguration('environments', NOW);
  expect(environments.map(({ name }) => name)).toEqual(['dev', 'stg', 'prod']);
  const prod = [
    expect.objectContaining({ rule: 'copy-destination-key', path: 'backup.plans.EC2.rules.EC2.copies.EC2' }),
  ];
  expect(warnings).toEqual({ dev: [], stg: [], prod, organization: [] });
});

test('a warning is not among the problems', () => {
  const input = validEnvironment(({ environment, plan }) => {
    environment.accountId = '1';
    plan.selections = [];
  });
  expect(refusalOf(input)).toContain('is refused: 1 problem\n');
});
