import { membersClients, noStackSetText } from '../../cli/members/clients';
import { groupedText } from '../../cli/members/members-text';
import { RefusedInputError } from '../../cli/exit-code';
import { progressOnStderr } from '../../cli/progress';
import type { Configuration } from '../../environments/parse';
import { describeStackSet } from '../../operations/members/stack-set';
import { membersStatus } from '../../operations/members/status';
import { OUTSIDE_PROMOTION } from '../domain/record';

/**
 * Policies are attached only once the accounts that they reach have the baseline: the backups of others would fail (M8).
 *
 * @param stack that is applied next
 * @throws {RefusedInputError} when an account lacks it
 * @throws {AwsError}
 */
export async function requireMembers(
  { organization }: Configuration,
  stack: string,
  profile: string | undefined,
): Promise<void> {
  // The stack with the policies has the name of the deployment unit.
  if (organization?.baseline.rollout !== 'stack-set' || stack !== OUTSIDE_PROMOTION) return;
  const { organizations, stackSet } = await membersClients(organization, profile);
  if (stackSet === undefined || (await describeStackSet(stackSet)) === undefined) {
    throw new RefusedInputError(noStackSetText(stackSet?.name ?? '', organization.region));
  }
  const { progress, done } = progressOnStderr();
  const { withoutBaseline } = await membersStatus(organizations, stackSet, organization, progress).finally(done);
  if (withoutBaseline.length === 0) return;
  throw new RefusedInputError(
    `Policies reach accounts that have no current baseline, so their backups would fail.\n${groupedText(withoutBaseline)}\n→ deploy it: npx backupctl members deploy`,
  );
}
