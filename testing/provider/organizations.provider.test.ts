import type { LocalAws } from '../../local-aws/start';
import type { RewrittenStack } from '../terraform/shadow-app';
import { changesIn } from './argument-changes';
import { verdictsOf } from './argument-verdicts';
import { oneOfEach, planChanges } from './planned-changes';
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

test('D the plan of changed arguments, and its review, are what their records say', async () => {
  const stack = 'organizations-state-bootstrap';
  const { json } = app.stacks.get(stack) as RewrittenStack;
  const expected = [
    ['aws_iam_openid_connect_provider.url', 'replaced', 'high'],
    ['aws_iam_policy.description', 'replaced', 'medium'],
    ['aws_iam_role.description', 'updated', 'low'],
    ['aws_s3_bucket_public_access_block.block_public_acls', 'updated', 'high'],
  ];
  const all = changesIn(stack, json, () => undefined).filter(({ kind }) => kind === 'changed');
  const changes = oneOfEach(all).filter((change) => expected.some(([argument]) => argument === change.name));
  const verdicts = verdictsOf(await planChanges(app, stack, changes), json);
  expect(verdicts.map(({ change, action, planned }) => [change.name, action, planned]).toSorted()).toEqual(expected);
});

test('O the stack of the organization is applied in every account, and its second plan is empty', async () => {
  await applyStack(app, 'organizations');
  await expect(planAgain(app, 'organizations')).resolves.toContain('No changes.');
});
