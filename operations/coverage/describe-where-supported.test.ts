import { HttpResponse } from '@smithy/core/protocols';
import { Readable } from 'node:stream';

import { RESOURCE_TYPES } from '../../domain/backup/resource-types';
import { COVERAGE_READS } from '../../domain/coverage/reads';
import type { FoundResource } from '../../domain/coverage/resource';
import type { CoverageClients } from './clients';
import { DESCRIPTIONS } from './describe';
import { DESCRIPTIONS_WHERE_SUPPORTED, NOT_DESCRIBED } from './describe-where-supported';

const PLACE = { account: '111111111111', region: 'ap-northeast-1' };
const arn = (service: string, resource: string) => `arn:aws:${service}:${PLACE.region}:${PLACE.account}:${resource}`;

/** Lists resources of a type from these bodies, one for each request. */
async function listed(type: string, ...bodies: readonly string[]): Promise<FoundResource[]> {
  const next = bodies[Symbol.iterator]();
  const handle = () => {
    const { value: body = '' } = next.next();
    return Promise.resolve({ response: new HttpResponse({ statusCode: 200, body: Readable.from([body]) }) });
  };
  const options = {
    region: PLACE.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } },
  };
  const description = DESCRIPTIONS_WHERE_SUPPORTED.find(({ types }) => types.includes(type));
  return (await description?.list({ options } as unknown as CoverageClients, PLACE)) ?? [];
}

test('H1 each resource type of AWS Backup is described, or says why not', () => {
  const described = [...DESCRIPTIONS, ...DESCRIPTIONS_WHERE_SUPPORTED].flatMap(({ types }) => types);
  const names = [...described, ...Object.keys(NOT_DESCRIBED)];
  expect(names.toSorted()).toEqual(RESOURCE_TYPES.map(({ name }) => name).toSorted());
});

test('H1 lists stacks, but neither deleted nor nested ones', async () => {
  const stack = (name: string, more = '') =>
    `<member><StackId>${arn('cloudformation', `stack/${name}/1`)}</StackId><StackName>${name}</StackName>
      <CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>${more}</member>`;
  const nested = stack('nested', `<ParentId>${arn('cloudformation', 'stack/shop/1')}</ParentId>`);
  const deleted = stack('gone').replace('CREATE_COMPLETE', 'DELETE_COMPLETE');
  const failed = stack('stuck').replace('CREATE_COMPLETE', 'DELETE_FAILED');
  const body = `<ListStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStacksResult>
    <StackSummaries>${stack('shop')}${nested}${deleted}${failed}</StackSummaries></ListStacksResult></ListStacksResponse>`;
  const found = await listed('CloudFormation', body);
  expect(found.map(({ name }) => name)).toEqual(['shop', 'stuck']);
  expect(found[0]).toEqual({
    arn: arn('cloudformation', 'stack/shop/1'),
    type: 'CloudFormation',
    name: 'shop',
    state: 'CREATE_COMPLETE',
    createdAt: '2026-01-01T00:00:00.000Z',
  });
});

test('H1 lists clusters of Redshift with their tags', async () => {
  const body = `<DescribeClustersResponse xmlns="http://redshift.amazonaws.com/doc/2012-12-01/"><DescribeClustersResult><Clusters>
    <Cluster><ClusterIdentifier>facts</ClusterIdentifier><ClusterStatus>paused</ClusterStatus>
    <ClusterCreateTime>2026-01-01T00:00:00Z</ClusterCreateTime><Tags><Tag><Key>Team</Key><Value>data</Value></Tag></Tags>
    <ClusterNamespaceArn>${arn('redshift', 'namespace:1')}</ClusterNamespaceArn></Cluster>
    </Clusters></DescribeClustersResult></DescribeClustersResponse>`;
  expect(await listed('Redshift', body)).toEqual([
    {
      arn: arn('redshift', 'cluster:facts'),
      type: 'Redshift',
      name: 'facts',
      state: 'paused',
      tags: { Team: 'data' },
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  ]);
});

const VOLUME = arn('storagegateway', 'gateway/sgw-12A3456B/volume/vol-1122AABB');
const TABLE = arn('timestream', 'database/metrics/table/cpu');
const NAMESPACE = arn('redshift-serverless', 'namespace/0000-1');
test.each([
  [
    'DSQL',
    [{ clusters: [{ identifier: 'abc', arn: arn('dsql', 'cluster/abc') }] }],
    { arn: arn('dsql', 'cluster/abc'), type: 'DSQL' },
  ],
  ['EKS', [{ clusters: ['pods'] }], { arn: arn('eks', 'cluster/pods'), type: 'EKS', name: 'pods' }],
  [
    'Redshift Serverless',
    [
      {
        namespaces: [
          {
            namespaceArn: NAMESPACE,
            namespaceName: 'ad-hoc',
            status: 'AVAILABLE',
            creationDate: '2026-01-01T00:00:00Z',
          },
        ],
      },
    ],
    {
      arn: NAMESPACE,
      type: 'Redshift Serverless',
      name: 'ad-hoc',
      state: 'AVAILABLE',
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  ],
  [
    'Storage Gateway',
    [
      {
        VolumeInfos: [{ VolumeARN: VOLUME, VolumeId: 'vol-1122AABB', GatewayId: 'sgw-12A3456B', VolumeType: 'STORED' }],
      },
    ],
    { arn: VOLUME, type: 'Storage Gateway', name: 'vol-1122AABB' },
  ],
  [
    'Timestream',
    [
      { Endpoints: [{ Address: 'ingest-cell1.timestream.ap-northeast-1.amazonaws.com', CachePeriodInMinutes: 1440 }] },
      {
        Tables: [
          { Arn: TABLE, TableName: 'cpu', DatabaseName: 'metrics', TableStatus: 'ACTIVE', CreationTime: 1767225600 },
        ],
      },
    ],
    { arn: TABLE, type: 'Timestream', name: 'cpu', state: 'ACTIVE', createdAt: '2026-01-01T00:00:00.000Z' },
  ],
])('H1 lists resources of %s', async (type, bodies, found) => {
  expect(await listed(type, ...bodies.map((body) => JSON.stringify(body)))).toEqual([found]);
});

test('H1 a list that is missing from a response is an error, not an empty list', async () => {
  await expect(listed('EKS', '{}')).rejects.toThrow('eks:ListClusters failed: the response is not from AWS');
});

test('H1 the permissions of coverage are sorted and unique', () => {
  expect(COVERAGE_READS.actions).toEqual([...new Set(COVERAGE_READS.actions)].toSorted());
});
