import { CloudFormation } from '@aws-sdk/client-cloudformation';

import type { LocalAws } from '../../local-aws/start';
import { applyBootstrap, applyStack, planAgain, type ProviderApp } from './provider-account';
import { startOrganization } from './provider-organization';

let aws: LocalAws;
let app: ProviderApp;

beforeAll(async () => {
  const organization = await startOrganization();
  aws = organization.aws;
  const { credentials } = organization;
  const options = { endpoint: aws.standIn.url, region: 'ap-northeast-1', credentials };
  await new CloudFormation(options).activateOrganizationsAccess({});
  app = await organization.synthesize((text) => text.replace('baseline: {', "baseline: { rollout: 'stack-set',"));
});

afterAll(() => aws.stop());

test('M1 the StackSet of the members is applied, and its second plan is empty', async () => {
  await applyBootstrap(app, 'organizations-state-bootstrap');
  await applyStack(app, 'organizations-members');
  await expect(planAgain(app, 'organizations-members')).resolves.toContain('No changes.');
});

test('M1 the stack with the policies is applied in the management account alone', async () => {
  await applyStack(app, 'organizations');
  await expect(planAgain(app, 'organizations')).resolves.toContain('No changes.');
});
