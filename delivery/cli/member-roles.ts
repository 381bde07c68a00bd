import { clientOptions } from '../../cli/aws/clients';
import { RefusedInputError } from '../../cli/exit-code';
import { MEMBER_APPLY_ROLE, MEMBER_PLAN_ROLE, MEMBER_ROLES_VARIABLE } from '../../domain/baseline/names';
import { accountsOf } from '../../domain/organization/organization';
import type { Organization } from '../../environments/organization/organization';
import type { Configuration } from '../../environments/parse';
import { assumedRole } from '../../operations/assumed-role';
import { isDenied } from '../../operations/aws-error';
import { OUTSIDE_PROMOTION } from '../domain/record';

/** The role that Terraform assumes in a member account. */
export interface MemberRole {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** What chooses the roles in members. */
export interface MemberRoleChoice extends Pick<Configuration, 'organization'> {
  /** The deployment unit. */
  readonly environment: string;
  readonly profile: string | undefined;
}

/**
 * The role that reads in each member. An account that does not have it yet, or a caller that may not assume it, uses that of
 * applies, or else memberRole. Empty for environments, and where Terraform chooses no role in members.
 *
 * @throws {RefusedInputError} when the caller may assume none of them
 * @throws {AwsError}
 */
export function planRoles(choice: MemberRoleChoice): Promise<readonly MemberRole[]> {
  return chosen(choice, ({ memberRole }) => [MEMBER_PLAN_ROLE, MEMBER_APPLY_ROLE, memberRole]);
}

/**
 * The role that writes in each member, and memberRole where that role or the one of plans does not exist yet, or changes.
 *
 * @param changed the accounts where the plan creates or changes them
 * @throws {RefusedInputError} when the caller may assume none of them
 * @throws {AwsError}
 */
export function applyRoles(choice: MemberRoleChoice, changed: ReadonlySet<string>): Promise<readonly MemberRole[]> {
  return chosen(choice, ({ memberRole }, id) => (changed.has(id) ? [memberRole] : [MEMBER_APPLY_ROLE, memberRole]));
}

/** The value of the Terraform variable, as JSON. */
export function memberRolesValue(roles: readonly MemberRole[]): string {
  return JSON.stringify(Object.fromEntries(roles.map(({ id, role }) => [id, role])));
}

/** The variable in the environment of Terraform. Stacks that do not have it ignore it. */
export function memberRolesVariables(roles: readonly MemberRole[]): Record<string, string> {
  return roles.length === 0 ? {} : { [`TF_VAR_${MEMBER_ROLES_VARIABLE}`]: memberRolesValue(roles) };
}

async function chosen(
  { environment, organization, profile }: MemberRoleChoice,
  candidatesOf: (organization: Organization, account: string) => readonly string[],
): Promise<readonly MemberRole[]> {
  if (environment !== OUTSIDE_PROMOTION || !organization?.bootstrap || organization.baseline.rollout !== 'providers') {
    return [];
  }
  const { managementAccount, region } = organization;
  const { STSClient } = await import('@aws-sdk/client-sts');
  const sts = new STSClient(clientOptions({ profile, region }));
  const members = accountsOf(organization).filter(({ id }) => id !== managementAccount.id);
  const found = await Promise.all(
    members.map(async ({ id, name }) => {
      for (const role of candidatesOf(organization, id)) {
        if (await isAssumable(`arn:aws:iam::${id}:role/${role}`, sts)) return { id, name, role };
      }
      return { id, name, role: undefined };
    }),
  );
  const without = found.filter(({ role }) => role === undefined);
  if (without.length > 0) throw new RefusedInputError(noRoleText(without));
  return found.flatMap(({ role, ...account }) => (role === undefined ? [] : [{ ...account, role }]));
}

/** AWS denies a role that does not exist, too. */
async function isAssumable(roleArn: string, sts: Parameters<typeof assumedRole>[0]): Promise<boolean> {
  try {
    await assumedRole(sts, roleArn);
    return true;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}

function noRoleText(accounts: readonly { readonly id: string; readonly name: string }[]): string {
  const list = accounts.map(({ id, name }) => `  ${name} (${id})`).join('\n');
  return `The caller may assume no role in these member accounts:\n${list}\n→ the first plan and apply creates the roles: run both as an administrator of the management account (docs/bootstrap.md)`;
}
