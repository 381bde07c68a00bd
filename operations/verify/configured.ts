import type { ComparedRule, Lifecycle } from '../../domain/verify/plan';
import type { ConfiguredSelection } from '../../domain/verify/selection';
import type { ConfiguredSubscription } from '../../domain/verify/subscriptions';
import type { ConfiguredTopic } from '../../domain/verify/topic';
import type { ConfiguredVault } from '../../domain/verify/vault';

/** What an environment configures of that which can be read back. */
export interface VerifiedEnvironment {
  readonly accountId: string;
  readonly notifications: {
    readonly topicName: string;
    readonly key: ConfiguredTopic['key'];
    readonly subscriptions: readonly VerifiedSubscription[];
  };
  readonly backup: {
    readonly vaults: readonly ConfiguredVault[];
    readonly plans: readonly VerifiedPlan[];
  };
}

interface VerifiedSubscription extends Pick<ConfiguredSubscription, 'label' | 'protocol' | 'filter'> {
  readonly endpoint?: string | undefined;
  /** The SSM parameter that holds the address. */
  readonly endpointParameter?: string | undefined;
  readonly deadLetterQueue: boolean;
}

interface VerifiedPlan {
  readonly name: string;
  readonly region: string;
  readonly windowsVss: boolean;
  readonly rules: readonly VerifiedRule[];
  readonly selections: readonly ConfiguredSelection[];
}

interface VerifiedRule extends Omit<ComparedRule, 'copies'> {
  readonly copies: readonly VerifiedCopy[];
}

interface VerifiedCopy extends Lifecycle {
  readonly vault: string;
  readonly region: string;
  readonly accountId: string;
}

/** The rules of a plan, their copies by the ARN of the vault. */
export function rulesOf({ rules }: VerifiedPlan): ComparedRule[] {
  return rules.map((rule) => ({
    ...rule,
    copies: rule.copies.map((copy) => ({
      ...copy,
      vaultArn: `arn:aws:backup:${copy.region}:${copy.accountId}:backup-vault:${copy.vault}`,
    })),
  }));
}
