import { copyIntoVault } from '../../domain/backup/vault-copy-statement';
import { canonicalText } from '../../domain/iam/canonical-statement';
import { statementsIn } from '../../domain/iam/serialize-statement';
import type { LocalAws } from '../../local-aws/start';
import { clientsIn, type ForeignAccount } from './accounts/account';

/** What backs up an account, reports about it, or gives access: by a name for each. */
export async function factsOf(aws: LocalAws, { regions }: ForeignAccount): Promise<Record<string, unknown>> {
  const { vaults, plans, maintenanceWindows } = aws.standIn.state;
  const facts: Record<string, unknown> = {};
  for (const { vault, notifications, accessPolicy, region } of vaults) {
    facts[`vault ${vault.BackupVaultName} in ${region}`] = {
      ...vault,
      notifications,
      access: accessOf(accessPolicy, String(vault['BackupVaultArn'])),
    };
  }
  for (const { id, plan, selections, deletedAt } of plans) {
    const rules = (plan['Rules'] as readonly Record<string, unknown>[]).map(({ RuleId: _, ...rule }) => rule);
    facts[`plan ${id}`] = { ...plan, Rules: rules, selections, deletedAt };
  }
  for (const { id, ...window } of maintenanceWindows) facts[`window ${id}`] = window;
  for (const region of regions) {
    const { sns, events, iam } = clientsIn(aws, region);
    for (const { TopicArn = '' } of (await sns.listTopics({})).Topics ?? []) {
      const { Attributes } = await sns.getTopicAttributes({ TopicArn });
      facts[TopicArn] = [Attributes, (await sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions];
    }
    for (const { Name = '', EventPattern, State } of (await events.listRules({})).Rules ?? []) {
      facts[`rule ${Name}`] = [EventPattern, State, (await events.listTargetsByRule({ Rule: Name })).Targets];
    }
    for (const { RoleName = '' } of (await iam.listRoles({})).Roles ?? []) {
      const { Role } = await iam.getRole({ RoleName });
      facts[`role ${RoleName}`] = [
        Role?.AssumeRolePolicyDocument,
        Role?.PermissionsBoundary,
        (await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies,
        (await iam.listRolePolicies({ RoleName })).PolicyNames,
      ];
    }
  }
  // As JSON: what is undefined is not there.
  return JSON.parse(JSON.stringify(facts)) as Record<string, unknown>;
}

/** What a vault's policy allows and denies, however it is written. */
function accessOf(policy: string | undefined, vaultArn: string): string[] {
  const statements = statementsIn(policy ?? '') ?? [];
  return statements.map((statement) => canonicalText(copyIntoVault(statement, vaultArn))).toSorted();
}
