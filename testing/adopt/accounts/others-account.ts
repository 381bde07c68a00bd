import type { Backup } from '@aws-sdk/client-backup';
import type { EventBridge } from '@aws-sdk/client-eventbridge';
import type { IAM } from '@aws-sdk/client-iam';
import type { KMS } from '@aws-sdk/client-kms';
import type { SNS } from '@aws-sdk/client-sns';

import type { Item } from '../../../domain/adopt/part';
import type { LocalAws } from '../../../local-aws/start';
import { ACCOUNT, clientsIn, makeRole } from './account';

export const REGION = 'ap-northeast-1';
/** The role that the console creates. */
const CONSOLE_ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole`;

/** An account that the stacks did not create, and what adopt makes of it. */
export interface OthersAccount {
  readonly name: string;
  readonly regions: readonly string[];
  readonly fill: (aws: LocalAws) => Promise<void>;
  /** Parts of the report as {@link partLine}, sorted. */
  readonly parts: readonly string[];
  /** Resources that the first apply changes in place: `TYPE argument`. */
  readonly changed: readonly string[];
}

/** Calls the API in one region as other tools do. */
export class Caller {
  readonly backup: Backup;
  readonly events: EventBridge;
  readonly iam: IAM;
  readonly kms: KMS;
  readonly sns: SNS;

  constructor(aws: LocalAws, region = REGION) {
    const clients = clientsIn(aws, region);
    this.backup = clients.backup;
    this.events = clients.events;
    this.iam = clients.iam;
    this.kms = clients.kms;
    this.sns = clients.sns;
  }

  /** The role that the console offers, with its two policies. */
  async consoleRole(name = 'AWSBackupDefaultServiceRole', path = '/service-role/'): Promise<void> {
    await makeRole(this, { name, path, managed: ['Backup', 'Restores'] });
  }

  /** Returns its ARN. */
  async key(alias: string): Promise<string> {
    const { KeyMetadata } = await this.kms.createKey({});
    await this.kms.createAlias({ AliasName: alias, TargetKeyId: KeyMetadata?.KeyId });
    return KeyMetadata?.Arn ?? '';
  }

  /** A plan with one rule for each vault. Returns its ID. */
  async plan(BackupPlanName: string, rules: readonly PlanRule[]): Promise<string> {
    const { BackupPlanId = '' } = await this.backup.createBackupPlan({
      BackupPlan: {
        BackupPlanName,
        Rules: rules.map(({ name = 'Daily', vault, ...rule }) => ({
          RuleName: name,
          TargetBackupVaultName: vault,
          ScheduleExpression: 'cron(0 5 ? * * *)',
          StartWindowMinutes: 480,
          CompletionWindowMinutes: 10_080,
          Lifecycle: { DeleteAfterDays: 35 },
          ...rule,
        })),
      },
    });
    return BackupPlanId;
  }

  /** Selects by a tag, unless something else is specified. */
  async selection(BackupPlanId: string, SelectionName: string, more: SelectionInput = {}): Promise<void> {
    const byTag = [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'true' } as const];
    const ListOfTags = more.Resources || more.Conditions ? undefined : byTag;
    await this.backup.createBackupSelection({
      BackupPlanId,
      BackupSelection: { SelectionName, IamRoleArn: CONSOLE_ROLE, ListOfTags, ...more },
    });
  }
}

type CreatedSelection = Parameters<Backup['createBackupSelection']>[0]['BackupSelection'];
type SelectionInput = Partial<NonNullable<CreatedSelection>>;
type CreatedPlan = NonNullable<Parameters<Backup['createBackupPlan']>[0]['BackupPlan']>;
type PlanRule = Partial<NonNullable<CreatedPlan['Rules']>[number]> & {
  readonly name?: string;
  readonly vault: string;
};

/** What becomes of a part: `taken over vault Default`, `refused plan Daily: its retention is too short`. */
export function partLine({ state, kind, name, reason = '' }: Pick<Item, 'state' | 'kind' | 'name' | 'reason'>): string {
  return `${state} ${kind} ${name}${state === 'refused' ? `: ${reason.replaceAll(/\d{4}-[\d-]+T[\d:.]+Z/g, 'TIME')}` : ''}`;
}
