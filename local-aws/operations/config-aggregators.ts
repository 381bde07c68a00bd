import { Fault, page, type Operation } from '../operation';

export interface ConfigAggregatorsState {
  /** What AWS Config recorded in the accounts of the aggregator. */
  readonly aggregated: { readonly accountId: string; readonly [property: string]: unknown }[];
}

export function emptyConfigAggregators(): ConfigAggregatorsState {
  return { aggregated: [] };
}

const ACCOUNT = /accountId = '(\d{12})'/;

export const CONFIG_AGGREGATORS: readonly Operation<ConfigAggregatorsState>[] = [
  {
    action: 'config:SelectAggregateResourceConfig',
    page: 'https://docs.aws.amazon.com/config/latest/APIReference/API_SelectAggregateResourceConfig.html',
    answer: ({ input, state }) => {
      const [, account] = ACCOUNT.exec(String(input['Expression'])) ?? [];
      if (account === undefined) throw new Fault('InvalidExpressionException', 'The expression is not valid.');
      const found = state.aggregated.filter(({ accountId }) => accountId === account);
      const { part, ...next } = page(found, input['NextToken'], state);
      return { Results: part.map((one) => JSON.stringify(one)), QueryInfo: { SelectFields: [] }, ...next };
    },
  },
];
