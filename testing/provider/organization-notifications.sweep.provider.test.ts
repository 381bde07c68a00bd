import type { LocalAws } from '../../local-aws/start';
import { applyBootstrap, applyStack, planAgain } from './provider-account';
import { startOrganization } from './provider-organization';

const NOTIFICATIONS = `notifications: { key: 'customer-managed', subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] },`;

let aws: LocalAws | undefined;

afterAll(() => aws?.stop());

test('M6 the stack that reports failures of every account is applied, and its second plan changes nothing', async () => {
  const organization = await startOrganization();
  ({ aws } = organization);
  const app = await organization.synthesize((text) =>
    text.replace('globalSettings:', `${NOTIFICATIONS}\n  globalSettings:`),
  );
  await applyBootstrap(app, 'organizations-state-bootstrap');
  await applyStack(app, 'organizations-notifications');
  // moto writes the redrive policy of a queue with other white space, and the older provider compares it as text.
  const second = planAgain(app, 'organizations-notifications');
  await expect(second).rejects.toThrow(/redrive_policy += jsonencode\( # whitespace changes/);
  await expect(second).rejects.toThrow('Plan: 0 to add, 2 to change, 0 to destroy.');
  await applyStack(app, 'organizations');
  await expect(planAgain(app, 'organizations')).resolves.toContain('No changes.');
  expect(aws.standIn.state.mappings).toHaveLength(1);
});
