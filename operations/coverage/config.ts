import {
  type ConfigServiceClient,
  paginateDescribeConfigurationAggregators,
  paginateSelectAggregateResourceConfig,
} from '@aws-sdk/client-config-service';

import { CONFIG_TYPES } from '../../domain/coverage/arn-type';
import type { FoundResource } from '../../domain/coverage/resource';
import { groupedBy } from '../../domain/grouped-by';
import { isObject } from '../../domain/json-object';
import { withAwsErrors } from '../aws-error';
import { everyPage } from '../pages';
import { UnreadableResponseError } from '../unreadable-response';

/** The name of an aggregator of the whole organization; undefined if there is none in the region. */
export async function organizationAggregator(config: ConfigServiceClient): Promise<string | undefined> {
  const pages = paginateDescribeConfigurationAggregators({ client: config }, {});
  const aggregators = await withAwsErrors('config:DescribeConfigurationAggregators', () =>
    everyPage(pages, 'ConfigurationAggregators'),
  );
  return aggregators.find((one) => one.OrganizationAggregationSource !== undefined)?.ConfigurationAggregatorName;
}

/**
 * What the aggregator lists in an account, by region. AWS Config may lag behind by hours, and records only what it is set up to.
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_SelectAggregateResourceConfig.html
 */
export async function aggregatedResources(
  config: ConfigServiceClient,
  aggregator: string,
  account: string,
): Promise<ReadonlyMap<string, readonly FoundResource[]>> {
  const types = [...CONFIG_TYPES.keys()].map((type) => `'${type}'`).join(', ');
  const Expression = `SELECT arn, resourceType, resourceName, awsRegion, tags WHERE accountId = '${account}' AND resourceType IN (${types})`;
  const pages = paginateSelectAggregateResourceConfig(
    { client: config, pageSize: 100 },
    { ConfigurationAggregatorName: aggregator, Expression },
  );
  const found = await withAwsErrors('config:SelectAggregateResourceConfig', async () =>
    (await everyPage(pages, 'Results')).map(readResult),
  );
  return groupedBy(found, ({ region }) => region);
}

function readResult(text: string): FoundResource & { readonly region: string } {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new UnreadableResponseError('a result is not an object');
  const { arn, resourceType, resourceName, awsRegion, tags } = value;
  if (typeof arn !== 'string' || typeof awsRegion !== 'string') {
    throw new UnreadableResponseError('a result has no arn or no awsRegion');
  }
  const listed = (Array.isArray(tags) ? tags : []) as readonly { readonly key?: string; readonly value?: string }[];
  return {
    arn,
    region: awsRegion,
    type: CONFIG_TYPES.get(String(resourceType)) ?? String(resourceType),
    name: typeof resourceName === 'string' ? resourceName : undefined,
    tags: Array.isArray(tags) ? Object.fromEntries(listed.map((tag) => [tag.key ?? '', tag.value ?? ''])) : undefined,
  };
}
