import { changedEnvironments } from '../commands';
import { organizationText } from './organization-text';
import type { StackSetOrganization } from './stack-set-organization';

/** The IDs of the fixtures' accounts. */
const FIXTURE_ACCOUNTS = { dev: '111111111111', stg: '222222222222', prod: '333333333333' };

/** The members of the fixtures, created in moto, which assigns their IDs. */
export type Members = Readonly<Record<keyof typeof FIXTURE_ACCOUNTS, string>>;

export async function makeMembers({ makeAccount }: StackSetOrganization): Promise<Members> {
  return { dev: await makeAccount('dev'), stg: await makeAccount('stg'), prod: await makeAccount('prod') };
}

const POLICIES = `  policies: [
    {
      name: 'daily',
      description: 'Daily backups',
      attachTo: { root: true },
      plans: [
        {
          name: 'daily',
          regions: ['ap-northeast-1', 'us-east-1'],
          rules: [{ name: 'daily', vault: 'Safe', schedule: 'cron(0 5 ? * * *)', startWindowMinutes: 60, completionWindowMinutes: 600, deleteAfterDays: 7 }],
          selections: [{ name: 'tagged', role: 'Backup', tag: { key: 'Backup', values: ['On'] } }],
        },
      ],
    },
  ],
`;

const SETTINGS = `  baseline: { rollout: 'stack-set', regions: ['us-east-1', 'ap-northeast-1'], vaults: [{ name: 'Safe' }], role: { name: 'Backup' } },
  globalSettings: { crossAccountBackup: false, multiPartyApproval: false, delegatedAdministrator: false },
`;

/**
 * Variables of a command about these members: a configuration whose policy reaches all of them, and the credentials of the
 * management account.
 */
export function membersVariables(
  made: StackSetOrganization,
  members: Members,
  change: (organization: string) => string = (text) => text,
): Record<string, string> {
  const withIds = (text: string): string =>
    Object.entries(FIXTURE_ACCOUNTS).reduce(
      (now, [name, id]) => now.replaceAll(id, members[name as keyof Members]),
      text,
    );
  const organization = organizationText(made, SETTINGS).replace('  policies: [],\n', POLICIES);
  return {
    BACKUP_ENVIRONMENTS_DIR: changedEnvironments({
      'organization.ts': () => change(organization),
      'dev.ts': withIds,
      'stg.ts': withIds,
      'prod.ts': withIds,
    }),
    AWS_ACCESS_KEY_ID: made.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: made.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: made.credentials.sessionToken,
  };
}
