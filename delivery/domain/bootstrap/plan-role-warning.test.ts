import { planRoleWarning } from './plan-role-warning';

test('O1 notes that plans of the organization run as an administrator of every member', () => {
  expect(planRoleWarning({ planRole: 'plan', memberRole: 'OrganizationAccountAccessRole', members: 5 })).toBe(
    'Note: plan can assume OrganizationAccountAccessRole, an administrator role, in 5 member accounts before a plan is approved.\n→ set a memberRole with fewer permissions in organization.ts, or add reviewers to the GitHub environment organizations-plan, too',
  );
});

test('O1 notes nothing where the role in the members is a narrower one, or there are none', () => {
  expect(planRoleWarning({ planRole: 'plan', memberRole: 'backupctl-deploy', members: 5 })).toBeUndefined();
  expect(
    planRoleWarning({ planRole: 'plan', memberRole: 'OrganizationAccountAccessRole', members: 0 }),
  ).toBeUndefined();
});
