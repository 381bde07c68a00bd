import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Construct } from 'constructs';

import { DEFAULT_FILTER } from '../../domain/notifications/default-filter';

/** A subscription as it is configured. */
export interface ConfiguredSubscription {
  readonly protocol: 'email' | 'https';
  readonly endpoint?: string;
  /** The parameter that holds a secret endpoint. */
  readonly endpointParameter?: string;
  readonly filter?: 'none' | Readonly<Record<string, unknown>>;
  readonly deadLetterQueue: boolean;
}

/** A subscription of every topic of a stack. */
export interface Recipient {
  /** Names it in Terraform. */
  readonly key: string;
  readonly protocol: 'email' | 'https';
  readonly endpoint: string;
  /** @default - all messages */
  readonly filter: Readonly<Record<string, unknown>> | undefined;
  readonly deadLetterQueue: boolean;
}

/** The recipients of a stack's notifications (N4). A secret endpoint is read once, and only when Terraform runs. */
export function recipientsOf(scope: Construct, subscriptions: readonly ConfiguredSubscription[]): Recipient[] {
  return subscriptions.map((subscription) => {
    const { protocol, filter = DEFAULT_FILTER, deadLetterQueue } = subscription;
    return {
      ...addressOf(scope, subscription),
      protocol,
      filter: filter === 'none' ? undefined : filter,
      deadLetterQueue,
    };
  });
}

function addressOf(scope: Construct, subscription: ConfiguredSubscription): { key: string; endpoint: string } {
  const { protocol, endpoint = '', endpointParameter: name } = subscription;
  // The rules guarantee an endpoint if there is no parameter.
  if (protocol !== 'https' || name === undefined) return { key: endpoint, endpoint };
  // Below a construct the ID contains a hash. At the top of a stack, /a.b and /ab would become the same ID.
  const parameter = new DataAwsSsmParameter(new Construct(scope, `endpoint-${name}`), 'parameter', { name });
  return { key: name, endpoint: parameter.value };
}
