import type { Plan, Vault } from '../../domain/backup/model';
import type { ServiceRoles } from '../../domain/backup/service-roles';
import type { ConfiguredSelections } from '../../domain/verify/selection';
import type { ConfiguredSubscription } from '../../domain/verify/subscriptions';
import type { ConfiguredTopic } from '../../domain/verify/topic';
import type { ConfiguredWindow } from '../../domain/verify/window';

/** The part of an environment that can be read back from AWS. */
export interface VerifiedEnvironment extends ServiceRoles {
  readonly notifications: {
    readonly topicName: string;
    readonly topicArns: Readonly<Record<string, string>>;
    /** The regions whose topic the stack creates. */
    readonly createdIn: readonly string[];
    readonly key: ConfiguredTopic['key'];
    readonly subscriptions: readonly VerifiedSubscription[];
    readonly otherSubscriptions?: 'unmanaged';
  };
  readonly backup: {
    readonly vaults: readonly Vault[];
    readonly plans: readonly VerifiedPlan[];
  };
  /** Undefined without backups by Systems Manager. */
  readonly window: ConfiguredWindow | undefined;
}

interface VerifiedSubscription extends Pick<ConfiguredSubscription, 'label' | 'protocol' | 'filter'> {
  readonly endpoint?: string;
  /** The SSM parameter that holds the address. */
  readonly endpointParameter?: string;
  readonly deadLetterQueue: boolean;
}

export interface VerifiedPlan extends Omit<Plan, 'regions'>, ConfiguredSelections {
  readonly region: string;
}
