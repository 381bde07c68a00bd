import { fillAccount, makeOthers } from '../../aws/adoptable-account';
import { ACCOUNT, REGION, type Scenarios } from './scenario';

export const ADOPT_SCENARIOS: Scenarios = {
  adopt: {
    account: ACCOUNT,
    args: () => ['adopt', '--environment', 'company', '--out', '.', '--regions', REGION],
    make: makeOthers,
    fill: async (aws, keyId: string) => {
      await fillAccount(aws, keyId);
      return {};
    },
    code: 0,
    keeps: 'company.adopt.jsonl',
  },
};
