import { Organizations } from '@aws-sdk/client-organizations';

import { BY_ROLE } from '../../local-aws/moto';
import type { LocalAws } from '../../local-aws/start';
import type { Credentials } from '../../local-aws/seed/account';
import { credentialsIn } from '../aws/credentials-in';
import { makeOrganization } from '../aws/organization';
import { changedEnvironments } from '../commands';
import { fixtures } from '../fixtures';
import { startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';

const { dev, stg, prod } = fixtures;

/** The member accounts of the fixtures, and their OUs. */
const MEMBERS = {
  dev: { id: dev.accountId, ou: 'ou-ab12-development' },
  stg: { id: stg.accountId, ou: 'ou-ab12-development' },
  prod: { id: prod.accountId, ou: 'ou-ab12-production' },
  'shared-services': { id: '444444444444', ou: 'ou-ab12-workloads' },
  'log-archive': { id: '555555555555', ou: 'ou-ab12-security' },
} as const;

/** The organization of the fixtures on the local AWS, in which nothing is deployed yet. */
export interface ProviderOrganization {
  readonly aws: LocalAws;
  /** Of its management account. */
  readonly credentials: Credentials;
  /** The IDs that AWS assigned, by those of the fixtures. */
  readonly ids: Readonly<Record<string, string>>;
  /**
   * Synthesizes the app.
   * @param change of the text of `organization.ts`
   */
  readonly synthesize: (change?: (text: string) => string) => Promise<ProviderApp>;
}

export async function startOrganization(): Promise<ProviderOrganization> {
  const aws = await startAccount(BY_ROLE);
  const credentials = await credentialsIn(fixtures.organization.managementAccount.id, aws.standIn.url);
  const organization = await makeOrganization(aws.standIn.url, credentials);
  await organization.enablePolicyType();
  await organization.enableTrustedAccess();
  const workloads = await organization.makeUnit('Workloads', organization.rootId);
  const ids = {
    'o-exampleorg1': organization.id,
    'r-ab12': organization.rootId,
    'ou-ab12-workloads': workloads,
    'ou-ab12-production': await organization.makeUnit('Production', workloads),
    'ou-ab12-development': await organization.makeUnit('Development', workloads),
    'ou-ab12-security': await organization.makeUnit('Security', organization.rootId),
  };
  const client = new Organizations({ region: 'us-east-1', endpoint: aws.standIn.url, credentials });
  const accounts: Record<string, string> = {};
  for (const [Name, { id, ou }] of Object.entries(MEMBERS)) {
    const { CreateAccountStatus } = await client.createAccount({ AccountName: Name, Email: `${Name}@example.com` });
    const AccountId = CreateAccountStatus?.AccountId ?? '';
    accounts[id] = AccountId;
    await client.moveAccount({ AccountId, SourceParentId: ids['r-ab12'], DestinationParentId: ids[ou] });
  }
  const all = { ...ids, ...accounts };
  const withIds = (text: string): string =>
    Object.entries(all).reduce((now, [id, made]) => now.replaceAll(new RegExp(`\\b${id}(?=\\b)`, 'g'), made), text);
  return {
    aws,
    credentials,
    ids: all,
    synthesize: (change = (text) => text) =>
      synthesizeForProvider(aws, {
        BACKUP_ENVIRONMENTS_DIR: changedEnvironments({
          'dev.ts': withIds,
          'stg.ts': withIds,
          'prod.ts': withIds,
          'organization.ts': (text) => withIds(change(text)),
        }),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      }),
  };
}
