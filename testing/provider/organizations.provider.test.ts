import type { LocalAws } from '../../local-aws/start';
import { applyBootstrap, applyStack, planAgain, type ProviderApp } from './provider-account';
import { startOrganization } from './provider-organization';

let aws: LocalAws;
let app: ProviderApp;

beforeAll(async () => {
  const organization = await startOrganization();
  aws = organization.aws;
  app = await organization.synthesize();
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
