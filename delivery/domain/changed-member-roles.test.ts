import { changedMemberRoles } from './changed-member-roles';

const plan = (address: string, ...actions: string[]) => ({
  resource_changes: [{ address, type: 'any', change: { after: null, actions } }],
});

test.each([
  ['aws_iam_role.account-111111111111_plan-role_4383198F', ['create'], ['111111111111']],
  ['aws_iam_policy.account-222222222222_apply-role-policy-change_policy_81948B08', ['update'], ['222222222222']],
  ['aws_iam_role_policy_attachment.account-333333333333_plan-role_own-read_1', ['delete', 'create'], ['333333333333']],
  ['aws_iam_role.account-111111111111_plan-role_4383198F', ['no-op'], []],
  ['aws_iam_role.account-111111111111_role_C398E7C8', ['update'], []],
  ['aws_backup_vault.account-111111111111_plan-role-ap-northeast-1_vault_205DAD7C', ['create'], []],
])('O1 %s, %j: an apply changes the roles of %j', (address, actions, accounts) => {
  expect([...changedMemberRoles(plan(address, ...actions))]).toEqual(accounts);
});

test('O1 an empty plan changes no roles', () => {
  expect([...changedMemberRoles({})]).toEqual([]);
});
