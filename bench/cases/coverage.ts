import path from 'node:path';

import { counted } from '../../domain/counted';
import type { Case } from '../case';
import { generateOrganization } from '../generate-organization';

/** Judges and writes 100 resources of each account. The memory must not grow with the accounts as the output does. */
function coverageOf(accounts: number, atMost: number): Case {
  return {
    name: `coverage, ${counted(accounts)} accounts, 100 resources each`,
    goal: { measure: 'peakMb', atMost },
    prepare: ({ root, folder }) => ({
      arguments: [path.join(root, 'bench/coverage.js'), 'ap-northeast-1', path.join(folder, 'coverage.json')],
      variables: { BACKUP_ENVIRONMENTS_DIR: generateOrganization({ root, folder, accounts }) },
    }),
  };
}

export const coverageOfFew = coverageOf(1000, 350);
export const coverageOfMany = coverageOf(10_000, 400);
