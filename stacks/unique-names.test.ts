import type { OrganizationInput } from '../environments/organization/organization';
import type { EnvironmentInput } from '../environments/schema';
import { type Parts, text, validEnvironment } from '../testing/environment-inputs';
import { fixtures } from '../testing/fixtures';
import { synthesizeAll } from '../testing/synthesized';

function refusalOf(environments: readonly EnvironmentInput[], organization?: OrganizationInput): string {
  try {
    synthesizeAll(environments, organization);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is refused';
}

const withOrganization = (changeDev: (parts: Parts) => void, change: (input: OrganizationInput) => void): string => {
  const organization = structuredClone(fixtures.organization);
  change(organization);
  const dev = validEnvironment((parts) => {
    parts.environment.state = { bucket: 'anyservice-dev-tfstate' };
    changeDev(parts);
  });
  return refusalOf([dev], organization);
};
const problem = (file: string, ...lines: string[]) => {
  const [path = '', message = '', remedy = '→ choose another name'] = lines;
  return `environments/${file}.ts is refused: 1 problem\n\n  ${path}\n    ${message}\n    ${remedy}`;
};

describe('names that the organization and an environment would create in one account', () => {
  const rename = (input: OrganizationInput, vault: string): void => {
    input.baseline.vaults = [...input.baseline.vaults, { name: vault }];
  };

  test('O3 refuses a vault of the baseline that an environment has in the same region', () => {
    expect(
      withOrganization(
        () => {},
        (input) => rename(input, 'EC2'),
      ),
    ).toBe(
      problem(
        'organization',
        'baseline.vaults.EC2.name = "EC2"',
        'Stack dev-backup also creates vault EC2 in account 111111111111.',
      ),
    );
  });

  test('M1 refuses a vault, its key and the role of a StackSet that an environment has', () => {
    const inStackSet = (change: (input: OrganizationInput) => void) =>
      withOrganization(
        () => {},
        (input) => {
          input.baseline.rollout = 'stack-set';
          change(input);
        },
      );
    expect(inStackSet((input) => rename(input, 'EC2'))).toBe(
      problem(
        'organization',
        'baseline.vaults.EC2.name = "EC2"',
        'Stack dev-backup also creates vault EC2 in account 111111111111.',
      ),
    );
    const role = inStackSet((input) => {
      input.baseline.role.name = 'awsbackupserviceec2role';
    });
    expect(role).toContain('Stack dev-iam also creates role AWSBackupServiceEC2Role in account 111111111111.');
    expect(inStackSet(() => {})).toBe('nothing is refused');
  });

  test.each(['providers', 'stack-set'] as const)(
    'X4 refuses names of the organization in an environment, by %s',
    (rollout) => {
      const notified = (names: OrganizationInput['names'], ofDev: EnvironmentInput['names'] = {}) =>
        withOrganization(
          ({ environment }) => {
            environment.names = ofDev;
          },
          (input) => {
            input.names = names;
            input.baseline.rollout = rollout;
            input.notifications = { subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] };
          },
        );
      expect(notified({ memberEventsRole: 'SSMAutomationRole' })).toContain(
        'environments/organization.ts is refused: 1 problem\n\n  names.memberEventsRole = "SSMAutomationRole"\n    Stack dev-iam also creates role',
      );
      expect(notified({ memberRule: 'evtbg-rule-backup' })).toContain('names.memberRule = "evtbg-rule-backup"');
      expect(notified({}, { prunePolicy: 'iam-policy-for-evtbg-backup-failures' })).toContain(
        'environments/dev.ts is refused: 1 problem\n\n  names.prunePolicy = "iam-policy-for-evtbg-backup-failures"',
      );
      expect(notified({ memberRule: 'evtbg-rule' })).toBe('nothing is refused');
    },
  );

  test('O3 refuses it once, with every environment that has it', () => {
    const prod = validEnvironment(({ environment }) => {
      Object.assign(environment, { name: 'prod', accountId: '333333333333', iam: {} });
      environment.state = { bucket: 'anyservice-prod-tfstate' };
    });
    const dev = validEnvironment(({ environment }) => {
      environment.state = { bucket: 'anyservice-dev-tfstate' };
    });
    const organization = structuredClone(fixtures.organization);
    rename(organization, 'EC2');
    expect(refusalOf([dev, prod], organization)).toBe(
      problem(
        'organization',
        'baseline.vaults.EC2.name = "EC2"',
        'Stacks prod-backup, dev-backup also create vault EC2 in accounts 333333333333, 111111111111.',
      ),
    );
  });

  test('O3 accepts it in another region, and in another case', () => {
    const inOsaka = ({ vault, plan }: Parts): void => {
      Object.assign(vault, { region: 'ap-northeast-3' });
      Object.assign(plan, { region: 'ap-northeast-3' });
    };
    expect(withOrganization(inOsaka, (input) => rename(input, 'EC2'))).toBe('nothing is refused');
    expect(
      withOrganization(
        () => {},
        (input) => rename(input, 'ec2'),
      ),
    ).toBe('nothing is refused');
  });

  test('O2 refuses a role of the baseline that an environment has, whatever its path and case', () => {
    const change = (input: OrganizationInput): void => {
      input.policies = [];
      input.baseline.role.name = 'awsbackupserviceec2role';
    };
    expect(withOrganization(() => {}, change)).toBe(
      problem(
        'organization',
        'baseline.role.name = "awsbackupserviceec2role"',
        'Stack dev-iam also creates role AWSBackupServiceEC2Role in account 111111111111.',
      ),
    );
  });
});

describe('names that the stacks of one environment would create twice', () => {
  const dev = (change: (parts: Parts) => void) => refusalOf([validEnvironment(change)]);
  const bootstrap = { github: { repository: 'example/aws-organization-backup' } };

  test('E5 refuses a role of the bootstrap that the iam stack creates too', () => {
    const own = (planRole: string) =>
      dev(({ environment }) => {
        environment.bootstrap = { ...bootstrap, planRole };
      });
    expect(own('ssmautomationrole')).toBe(
      problem(
        'dev',
        'bootstrap.planRole = "ssmautomationrole"',
        'Stack dev-iam also creates role SSMAutomationRole in account 111111111111.',
      ),
    );
    expect(own('ssmautomationroles')).toBe('nothing is refused');
  });

  test('N1 refuses a topic whose key has the alias of the key of a vault', () => {
    const own = (topicName: string, key = 'customer-managed') =>
      dev(({ environment, vault }) => {
        environment.notifications = { ...environment.notifications, topicName, key };
        vault.key = 'customer-managed';
      });
    expect(own('backup-vault-EC2')).toBe(text`
      environments/dev.ts is refused: 1 problem

        backup.vaults.EC2.key = "alias/backup-vault-EC2"
          Stack dev-notifications also creates key alias alias/backup-vault-EC2 in account 111111111111.
          → choose another name
    `);
    expect(own('backup-vault-EC3')).toBe('nothing is refused');
    expect(own('backup-vault-EC2', 'none')).toBe('nothing is refused');
  });

  test('N4 refuses a topic whose queue the agent check has', () => {
    const own = (topicName: string) =>
      dev(({ environment }) => {
        const subscriptions = [{ protocol: 'https' as const, endpoint: 'https://example.com/alerts' }];
        environment.notifications = { topicName, subscriptions };
      });
    expect(own('evtbg-rule-ssmagentcheck')).toContain(
      '  notifications.topicName = "evtbg-rule-ssmagentcheck-undelivered"\n    Stack dev-ssm-backup also creates queue',
    );
    expect(own('evtbg-rule')).toBe('nothing is refused');
  });
});
