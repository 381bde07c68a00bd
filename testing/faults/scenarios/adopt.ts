import { adoptingEnvironments } from '../../adopt/environments';
import { fillAccount, makeOthers } from '../../aws/adoptable-account';
import { ACCOUNT, REGION, type Scenarios } from './scenario';

interface Made {
  readonly keyId: string;
  readonly environments: string;
}

export const ADOPT_SCENARIOS: Scenarios = {
  adopt: {
    account: ACCOUNT,
    args: () => ['adopt', '--environment', 'company', '--out', '.', '--no-plan', '--regions', REGION],
    make: async (aws): Promise<Made> => ({ keyId: await makeOthers(aws), environments: adoptingEnvironments() }),
    fill: async (aws, { keyId, environments }: Made) => {
      await fillAccount(aws, keyId);
      return { BACKUP_ENVIRONMENTS_DIR: environments };
    },
    code: 0,
    writes: 'company.ts',
    keeps: 'company.adopt.jsonl',
  },
};
