import { BackupRegionSettings } from '@cdktf/provider-aws/lib/backup-region-settings';
import type { Construct } from 'constructs';

import type {
  Copy,
  Environment,
  Plan as ConfiguredPlan,
  Rule,
  Vault as ConfiguredVault,
} from '../../environments/schema';
import { Plan, type PlanCopy, type PlanRule } from '../../modules/backup/plan';
import { Selection } from '../../modules/backup/selection';
import { Vault } from '../../modules/backup/vault';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { vaultKey } from '../../modules/core/naming';
import { iamContract } from '../iam/contract';
import { notificationsContract } from '../notifications/contract';
import { backupContract } from './contract';

/** Vaults, plans and what they select (E2–E4, E8, N3). */
export class BackupStack extends EnvironmentStack {
  private readonly vaults: ReadonlyMap<string, Vault>;

  constructor(
    scope: Construct,
    private readonly environment: Environment,
  ) {
    super(scope, backupContract.stack, environment);
    const { accountId, backup } = environment;
    const iam = this.consume(iamContract);
    const notifications = this.consume(notificationsContract);

    for (const { region, optIn, management } of backup.regionSettings) {
      new BackupRegionSettings(this, this.regional('region-settings', region), {
        region,
        resourceTypeOptInPreference: optIn,
        ...(Object.keys(management).length === 0 ? {} : { resourceTypeManagementPreference: management }),
      });
    }
    this.vaults = new Map(
      backup.vaults.map((vault) => {
        const id = this.regional(`vault-${vault.name}`, vault.region);
        const told = { topicArn: notifications.topicArns(vault.region), events: vault.notify };
        const copyTargets = this.copyTargets(vault);
        const props = {
          ...vault,
          accountId,
          copyTargets,
          ...(vault.notify.length === 0 ? {} : { notifications: told }),
        };
        return [vaultKey(vault.region, vault.name), new Vault(this, id, props)];
      }),
    );
    for (const configured of backup.plans) this.plan(configured, iam.backupRoleArn);

    this.publish(backupContract, {
      vaultArns: Object.fromEntries([...this.vaults].map(([key, { arn }]) => [key, arn])),
    });
  }

  /** Other accounts that rules copy to out of this vault. */
  private copyTargets({ name, region }: ConfiguredVault): string[] {
    const { accountId, backup } = this.environment;
    const rules = backup.plans.filter((plan) => plan.region === region).flatMap((plan) => plan.rules);
    const copies = rules.filter((rule) => rule.vault === name).flatMap((rule) => rule.copies);
    return [...new Set(copies.map((copy) => copy.accountId).filter((target) => target !== accountId))];
  }

  private plan(configured: ConfiguredPlan, roleArn: string): void {
    const { name, region } = configured;
    const id = this.regional(`plan-${name}`, region);
    const rules = configured.rules.map((rule) => this.rule(rule, region));
    const plan = new Plan(this, id, { ...configured, rules });
    for (const selection of configured.selections) {
      const { planId } = plan;
      new Selection(plan, `selection-${selection.name}`, {
        ...selection,
        match: selection.match ?? 'any',
        planId,
        region,
        roleArn,
      });
    }
  }

  private rule(rule: Rule, region: string): PlanRule {
    const vaultName = this.vaults.get(vaultKey(region, rule.vault))?.name ?? rule.vault;
    return { ...rule, vaultName, copies: rule.copies.map((copy) => this.copy(copy)) };
  }

  private copy(copy: Copy): PlanCopy {
    const own =
      copy.accountId === this.environment.accountId ? this.vaults.get(vaultKey(copy.region, copy.vault)) : undefined;
    return {
      ...copy,
      vaultArn: own?.arn ?? `arn:aws:backup:${copy.region}:${copy.accountId}:backup-vault:${copy.vault}`,
    };
  }
}
