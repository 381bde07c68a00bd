import { partitionsMixed } from '../partitions';
import type { RuleSet } from './rule-set';

/** Policies for accounts of several partitions. */
export const partitions: RuleSet = {
  rules: [
    {
      name: 'partitions-mixed',
      severity: 'error',
      source: 'backupctl',
      summary: 'regions or ARNs of different partitions, such as `aws` and `aws-us-gov`, in one policy',
      why: 'an account belongs to one partition, and cannot use regions, roles and vaults of another',
      see: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html',
    },
  ],
  check: ({ node }) => partitionsMixed(node).map(({ finding }) => finding),
};
