import { arnSelections } from './arn-selections';
import { deletedRoles } from './deleted-roles';
import { eventRules } from './event-rules';
import { hundreds } from './hundreds';
import { lockedVaults } from './locked-vaults';
import { noTimeZone } from './no-time-zone';
import type { OthersAccount } from './others-account';
import { refusedPlan } from './refused-plan';
import { sameNames } from './same-names';
import { severalKeys } from './several-keys';
import { sharedTopic } from './shared-topic';

/**
 * Accounts as other modules, scripts and people set them up. The eleventh is one of an older version of the stacks, and the
 * twelfth an organization.
 */
export const OTHERS_ACCOUNTS: readonly OthersAccount[] = [
  severalKeys,
  arnSelections,
  noTimeZone,
  eventRules,
  refusedPlan,
  sameNames,
  hundreds,
  deletedRoles,
  lockedVaults,
  sharedTopic,
];
