import { BackupRegionSettings } from '@cdktf/provider-aws/lib/backup-region-settings';
import type { Construct } from 'constructs';

import { type Copy, vaultArn } from '../../domain/backup/model';
import { notifiedEvents } from '../../domain/backup/vault-events';
import type { Environment, Plan as ConfiguredPlan, Vault as ConfiguredVault } from '../../environments/schema';
import { Plan } from '../../modules/backup/plan';
import { Selection } from '../../modules/backup/selection';
import { Vault } from '../../modules/backup/vault';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { vaultKey } from '../../modules/core/naming';
import { iamContract } from '../iam/contract';
import { notificationsContract } from '../notifications/contract';
import { backupContract } from './contract';

/** Vaults, plans and their selections (E2–E4, E8, N3). */
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
        resourceTypeManagementPreference: Object.keys(management).length === 0 ? undefined : management,
      });
    }
    this.vaults = new Map(
      backup.vaults.map((vault) => {
        const id = this.regional(`vault-${vault.name}`, vault.region);
        const published = {
          topicArn: vault.topicArn ?? notifications.topicArns(vault.region),
          events: notifiedEvents(vault),
        };
        const props = {
          ...vault,
          accountId,
          copyTargets: this.copyTargets(vault),
          notifications: published.events.length === 0 ? undefined : published,
        };
        return [vaultKey(vault.region, vault.name), new Vault(this, id, props)];
      }),
    );
    for (const configured of backup.plans) this.plan(configured, iam.backupRoleArn);

    this.publish(backupContract, {
      vaultArns: Object.fromEntries([...this.vaults].map(([key, { arn }]) => [key, arn])),
    });
  }

  /** Other accounts that rules copy to from this vault. */
  private copyTargets({ name, region }: ConfiguredVault): string[] {
    const { accountId, backup } = this.environment;
    const rules = backup.plans.filter((plan) => plan.region === region).flatMap((plan) => plan.rules);
    const copies = rules.filter((rule) => rule.vault === name).flatMap((rule) => rule.copies);
    return [...new Set(copies.map((copy) => copy.accountId).filter((target) => target !== accountId))];
  }

  private plan(configured: ConfiguredPlan, roleArn: string): void {
    const { name, region } = configured;
    const plan = new Plan(this, this.regional(`plan-${name}`, region), {
      ...configured,
      vaultNameOf: ({ vault = '' }) => this.vaults.get(vaultKey(region, vault))?.name ?? vault,
      vaultArnOf: (copy) => this.vaultArnOf(copy),
    });
    for (const selection of configured.selections) {
      new Selection(plan, `selection-${selection.name}`, { roleArn, ...selection, planId: plan.planId, region });
    }
  }

  /** A vault of this stack by reference, any other by its ARN. */
  private vaultArnOf(copy: Copy): string {
    const isOwn = copy.accountId === this.environment.accountId;
    return (isOwn ? this.vaults.get(vaultKey(copy.region, copy.vault))?.arn : undefined) ?? vaultArn(copy);
  }
}
