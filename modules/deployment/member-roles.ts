import type { BaselinePolicy, BaselineRole } from '../../domain/baseline/member-baseline';
import { costReads } from '../../domain/cost/reads';
import { COVERAGE_READS } from '../../domain/coverage/reads';
import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE } from '../../domain/baseline/names';
import type { DeployedNames } from '../../domain/terraform/permission';
import type { TerraformType } from '../../domain/terraform/terraform-type';
import type { OrganizationNames } from '../../domain/names';
import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { denyDestruction } from '../iam/backup-statements';
import { applyStatements, splitPolicy } from './apply-permissions';
import { memberNames } from './deployed-names';
import { readStatementsOf } from './read-permissions';

/** An organization, as far as the roles follow from it. */
export interface MemberRolesSource {
  readonly service: string;
  readonly region: string;
  readonly names: OrganizationNames;
  readonly managementAccount: { readonly id: string };
  /** The roles of the workflows in the management account.
   * @default - others manage these roles */
  readonly bootstrap?: { readonly planRole: string; readonly applyRole: string };
  readonly baseline: { readonly role: { readonly name: string; readonly permissionsBoundary?: string } };
}

/** What the organizations stack creates in a member. */
export const MEMBER_TYPES: readonly TerraformType[] = [
  'aws_backup_vault',
  'aws_backup_vault_lock_configuration',
  'aws_backup_vault_policy',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_iam_policy',
  'aws_iam_role',
  'aws_iam_role_policy_attachment',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
].flatMap((type) => TERRAFORM_TYPES.get(type) ?? []);

/** The roles in a member, for plans and for applies. */
export type MemberRoles = Readonly<Record<'plan' | 'apply', BaselineRole>>;

/**
 * The roles that the workflows of the management account assume in a member: one that reads for plans, and one for applies,
 * limited to what the stack creates there (docs/adr/0029-roles-in-members.md). Undefined without roles that assume them.
 */
export function memberRoles(organization: MemberRolesSource): MemberRoles | undefined {
  const { bootstrap, managementAccount, baseline } = organization;
  if (!bootstrap) return undefined;
  const role = (id: string, name: string, assumedBy: string) => ({
    id,
    name,
    trust: {
      roleAccount: managementAccount.id,
      roleArn: `arn:aws:iam::${managementAccount.id}:role/${assumedBy}`,
    },
    boundary: baseline.role.permissionsBoundary,
    managedPolicies: {},
  });
  return {
    plan: {
      ...role('plan-role', MEMBER_PLAN_ROLE, bootstrap.planRole),
      ownPolicies: policies(
        MEMBER_PLAN_ROLE,
        'read',
        'Lets plans of the organization read the settings of what it makes',
        {
          statements: (account) => [
            ...readStatementsOf(MEMBER_TYPES, withRoles(namesIn(account, organization))),
            COVERAGE_READS,
            costReads(account),
            ...denyDestruction(),
          ],
        },
      ),
    },
    apply: {
      ...role('apply-role', MEMBER_APPLY_ROLE, bootstrap.applyRole),
      policiesOf: 'plan-role',
      ownPolicies: policies(MEMBER_APPLY_ROLE, 'change', 'Lets applies of the organization change what it makes', {
        statements: (account) => applyStatements(MEMBER_TYPES, namesIn(account, organization)),
      }),
    },
  };
}

/** One policy, or several if it is too long for IAM, with the same statements in each of them in every account. */
function policies(
  role: string,
  name: string,
  description: string,
  { statements }: Pick<BaselinePolicy, 'statements'>,
): BaselinePolicy[] {
  let end = 0;
  return Object.entries(splitPolicy(name, statements(ANY_ACCOUNT))).map(([part, { length }]) => {
    const from = end;
    end += length;
    const to = end;
    return {
      part,
      name: `${role}-${part}`,
      description,
      statements: (account) => statements(account).slice(from, to),
    };
  });
}

/** IDs of accounts have the same length, and so have their policies. */
const ANY_ACCOUNT = '000000000000';

function namesIn(account: string, { names, service, region, managementAccount, baseline }: MemberRolesSource) {
  const { name, permissionsBoundary: boundary } = baseline.role;
  return memberNames({
    account,
    names,
    region,
    organization: { accountId: managementAccount.id, region },
    baselineRole: name,
    tags: { ManagedBy: ['Terraform'], Service: [service], Stack: ['organizations'] },
    permissionsBoundary: boundary === undefined ? undefined : `arn:aws:iam::${account}:policy/${boundary}`,
  });
}

/** Plans also read the roles themselves. Applies do not change them. */
function withRoles(deployed: DeployedNames): DeployedNames {
  const own = [MEMBER_PLAN_ROLE, MEMBER_APPLY_ROLE];
  return {
    ...deployed,
    roles: [...deployed.roles, ...own],
    policies: [...deployed.policies, ...own.map((role) => `${role}-*`)],
  };
}
