import { memberRolesNote } from './member-roles-note';

test('O1 notes that an administrator creates the roles in the members', () => {
  expect(memberRolesNote({ planRole: 'plan', members: 5 })).toBe(
    'Note: plan can assume only backupctl-member-plan in 5 member accounts. The first apply creates this role and backupctl-member-apply.\n→ until then, plan and apply as an administrator: npx backupctl plan --environment organizations',
  );
  expect(memberRolesNote({ planRole: 'plan', members: 1 })).toContain('in 1 member account.');
});

test('O1 notes nothing where Terraform reaches no member', () => {
  expect(memberRolesNote({ planRole: 'plan', members: 0 })).toBeUndefined();
});
