import { BY_ROLE } from '../../local-aws/moto';
import type { LocalAws } from '../../local-aws/start';
import { credentialsIn } from '../aws/credentials-in';
import { makeOrganization } from '../aws/organization';
import { changedEnvironments } from '../commands';
import { fixtures } from '../fixtures';
import {
  applyBootstrap,
  applyStack,
  planAgain,
  startAccount,
  synthesizeForProvider,
  type ProviderApp,
} from './provider-account';

const MANAGEMENT_ACCOUNT = fixtures.organization.managementAccount.id;

let aws: LocalAws;
let app: ProviderApp;

beforeAll(async () => {
  aws = await startAccount(BY_ROLE);
  const credentials = await credentialsIn(MANAGEMENT_ACCOUNT, aws.standIn.url);
  const organization = await makeOrganization(aws.standIn.url, credentials);
  await organization.enablePolicyType();
  const workloads = await organization.makeUnit('Workloads', organization.rootId);
  const ids = {
    'o-exampleorg1': organization.id,
    'r-ab12': organization.rootId,
    'ou-ab12-workloads': workloads,
    'ou-ab12-production': await organization.makeUnit('Production', workloads),
    'ou-ab12-development': await organization.makeUnit('Development', workloads),
    'ou-ab12-security': await organization.makeUnit('Security', organization.rootId),
  };
  app = await synthesizeForProvider(aws, {
    BACKUP_ENVIRONMENTS_DIR: changedEnvironments({
      'organization.ts': (text) =>
        Object.entries(ids).reduce((now, [id, made]) => now.replaceAll(`'${id}'`, `'${made}'`), text),
    }),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  });
});

afterAll(() => aws.stop());

test('E1 the stack with the bucket of the states is applied before there is a bucket, and moves into it', async () => {
  await applyBootstrap(app, 'organizations-state-bootstrap');
  await expect(planAgain(app, 'organizations-state-bootstrap')).resolves.toContain('No changes.');
});

test('O the stack of the organization is applied in every account, and its second plan is empty', async () => {
  await applyStack(app, 'organizations');
  await expect(planAgain(app, 'organizations')).resolves.toContain('No changes.');
});
