import { CloudFormation } from '@aws-sdk/client-cloudformation';

import type { LocalAws } from '../../local-aws/start';
import { applyBootstrap, applyStack, planAgain, type ProviderApp } from './provider-account';
import { type ProviderOrganization, startOrganization } from './provider-organization';

let aws: LocalAws;
let app: ProviderApp;
let cloudFormation: CloudFormation;
let organization: ProviderOrganization;

/** Changes the text of `organization.ts`. */
const inStackSet = (change: (text: string) => string = (text) => text) =>
  organization.synthesize((text) => change(text.replace('baseline: {', "baseline: { rollout: 'stack-set',")));

beforeAll(async () => {
  organization = await startOrganization();
  aws = organization.aws;
  const { credentials } = organization;
  const options = { endpoint: aws.standIn.url, region: 'ap-northeast-1', credentials };
  cloudFormation = new CloudFormation(options);
  await cloudFormation.activateOrganizationsAccess({});
  app = await inStackSet();
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

test('M1 a changed template reaches the instances, and the provider waits for them', async () => {
  const { ids } = organization;
  const StackSetName = 'anyservice-backup-baseline';
  await cloudFormation.createStackInstances({
    StackSetName,
    DeploymentTargets: { OrganizationalUnitIds: [ids['r-ab12'] ?? ''] },
    Regions: ['ap-northeast-1'],
  });
  aws.standIn.clock.advance(60_000);
  const changed = await inStackSet((text) =>
    text.replace(
      'vaults: [{ name: VAULT }]',
      "vaults: [{ name: VAULT, lock: { mode: 'governance', minRetentionDays: 7 } }]",
    ),
  );
  await applyStack(changed, 'organizations-members');
  await expect(planAgain(changed, 'organizations-members')).resolves.toContain('No changes.');
  const { Summaries = [] } = await cloudFormation.listStackSetOperations({ StackSetName });
  expect(Summaries.map(({ Action, Status }) => [Action, Status])).toEqual([
    ['UPDATE', 'SUCCEEDED'],
    ['CREATE', 'SUCCEEDED'],
  ]);
  const instances = aws.standIn.state.stackSets.flatMap((set) => set.instances);
  expect(instances.length).toBeGreaterThan(1);
  expect(new Set(instances.map(({ status }) => status))).toEqual(new Set(['CURRENT']));
  const locked = aws.standIn.state.vaults.filter(({ vault }) => vault['MinRetentionDays'] === 7);
  expect(locked).toHaveLength(instances.length);
});
