import { ConfigServiceClient } from '@aws-sdk/client-config-service';

import { aggregatedResources, organizationAggregator } from '../../operations/coverage/config';
import { type ClientScope, clientOptions } from '../aws/clients';
import type { Sources } from './read-accounts';

const NOTHING = new Map<string, never>();

/** What AWS Config's aggregator lists, if the organization has one in its region. Failing to ask concerns every account. */
export function aggregatorOf(home: ClientScope): Sources['fromConfig'] {
  const config = new ConfigServiceClient(clientOptions(home));
  const name = organizationAggregator(config);
  // Each account reports the failure.
  name.catch(() => {});
  return async (account) => {
    const aggregator = await name;
    return aggregator === undefined ? NOTHING : aggregatedResources(config, aggregator, account);
  };
}
