import { FORWARD, isHere, type Located, page, type Operation, type OperationContext } from '../operation';

/** A resource as its service lists it. */
interface Listed extends Located {
  readonly listed: object;
}

interface DescribedState {
  readonly dsqlClusters: Listed[];
  readonly namespaces: Listed[];
  readonly gatewayVolumes: Listed[];
}

export function emptyDescribedResources(): DescribedState {
  return { dsqlClusters: [], namespaces: [], gatewayVolumes: [] };
}

/** What lists resources of services that moto lacks; the last one as moto answers, under the name of IAM. */
export const DESCRIBED_RESOURCES: readonly Operation<DescribedState>[] = [
  {
    action: 'dsql:ListClusters',
    page: 'https://docs.aws.amazon.com/aurora-dsql/latest/APIReference/API_ListClusters.html',
    route: 'GET /cluster',
    answer: (context) => {
      const { part, NextToken: nextToken } = listedIn(context, 'dsqlClusters', 'next-token');
      return { clusters: part, nextToken };
    },
  },
  {
    action: 'redshift-serverless:ListNamespaces',
    page: 'https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListNamespaces.html',
    answer: (context) => {
      const { part, NextToken: nextToken } = listedIn(context, 'namespaces', 'nextToken');
      return { namespaces: part, nextToken };
    },
  },
  {
    action: 'storagegateway:ListVolumes',
    page: 'https://docs.aws.amazon.com/storagegateway/latest/APIReference/API_ListVolumes.html',
    answer: (context) => {
      const { part, NextToken: Marker } = listedIn(context, 'gatewayVolumes', 'Marker');
      return { VolumeInfos: part, Marker };
    },
  },
  {
    action: 'timestream:DescribeEndpoints',
    page: 'https://docs.aws.amazon.com/timestream/latest/developerguide/API_DescribeEndpoints.html',
    // The SDK keeps the port. moto answers the address of AWS.
    answer: ({ moto }) => ({ Endpoints: [{ Address: new URL(moto.endpoint).hostname, CachePeriodInMinutes: 1440 }] }),
  },
  {
    action: 'eks:ListClusters',
    page: 'https://docs.aws.amazon.com/eks/latest/APIReference/API_ListClusters.html',
    route: 'GET /clusters',
    answer: () => FORWARD,
  },
];

/** One page of the resources that are in the place of the request. */
function listedIn(context: OperationContext<DescribedState>, list: keyof DescribedState, token: string) {
  const here = context.state[list].filter((one) => isHere(one, context)).map(({ listed }) => listed);
  return page(here, context.input[token], context.state);
}
