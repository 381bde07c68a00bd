import { planReachNote } from './plan-role-warning';

test('O1 notes that plans of the organization run as an administrator of every member', () => {
  expect(planReachNote({ planRole: 'plan', memberRole: 'OrganizationAccountAccessRole', members: 5 })).toBe(
    'Note: plan may become OrganizationAccountAccessRole, an administrator, in 5 member accounts, before anybody has approved a plan.\n→ name a narrower memberRole in organization.ts, or let reviewers protect the environment organizations-plan of GitHub, too',
  );
});

test('O1 notes nothing where the role in the members is a narrower one, or there are none', () => {
  expect(planReachNote({ planRole: 'plan', memberRole: 'backupctl-deploy', members: 5 })).toBeUndefined();
  expect(planReachNote({ planRole: 'plan', memberRole: 'OrganizationAccountAccessRole', members: 0 })).toBeUndefined();
});
