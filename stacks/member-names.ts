import { accountsOf } from '../domain/organization/organization';
import type { Configuration } from '../environments/parse';
import type { OrganizationsMembersStack } from './organizations-members/stack';

/** The Terraform type of a resource in the template, and the property with its name. */
const NAMED: Readonly<Record<string, readonly [type: string, property: string]>> = {
  'AWS::Backup::BackupVault': ['aws_backup_vault', 'BackupVaultName'],
  'AWS::IAM::ManagedPolicy': ['aws_iam_policy', 'ManagedPolicyName'],
  'AWS::IAM::Role': ['aws_iam_role', 'RoleName'],
  'AWS::Events::Rule': ['aws_cloudwatch_event_rule', 'Name'],
  'AWS::KMS::Alias': ['aws_kms_alias', 'AliasName'],
};

/** A resource of the template in one account and region. */
export interface MemberName {
  /** Its type in Terraform. */
  readonly type: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
}

/** The names in the template, in the accounts where an environment could create them too. */
export function memberNames(
  { template, regions }: OrganizationsMembersStack,
  { environments, organization }: Configuration,
): MemberName[] {
  const own = new Set(environments.map(({ accountId }): string => accountId));
  const [, ...members] = organization ? accountsOf(organization) : [];
  const accounts = members.filter(({ id, leaving }) => own.has(id) && !leaving);
  const named = Object.values(template.Resources).flatMap(({ Type, Condition, Properties }) => {
    const [type, property = ''] = NAMED[Type] ?? [];
    return type === undefined ? [] : [{ type, name: String(Properties[property]), isGlobal: Condition !== undefined }];
  });
  return accounts.flatMap(({ id: accountId }) =>
    named.flatMap(({ type, name, isGlobal }) =>
      (isGlobal ? regions.slice(0, 1) : regions).map((region) => ({
        type,
        name,
        accountId,
        region,
      })),
    ),
  );
}
