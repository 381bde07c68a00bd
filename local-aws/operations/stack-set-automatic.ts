import type { Clock } from '../clock';
import { addInstances, addOperation, pending } from './stack-set-queue';
import type { OperationResult, StackSet } from './stack-set-state';
import { targetAccounts } from './stack-set-targets';

/**
 * Accounts that joined or moved into the set's OUs get instances, and those that left lose theirs.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export async function deployAutomatically(set: StackSet, clock: Clock): Promise<void> {
  const { organizationalUnitIds, regions } = set.targets;
  if (!set.autoDeployment.enabled || organizationalUnitIds.length === 0) return;
  const wanted = await targetAccounts({ OrganizationalUnitIds: organizationalUnitIds }, set.moto);
  const joined = wanted.filter(({ account, isSuspended }) => {
    return !isSuspended && !set.instances.some((one) => one.account === account);
  });
  const left = set.instances.filter(({ account }) => !wanted.some((one) => one.account === account));
  addInstances(set, joined, regions);
  const deploy = (action: 'CREATE' | 'DELETE', results: OperationResult[]): void => {
    if (results.length === 0) return;
    const { retainStacks } = set.autoDeployment;
    const added = { id: crypto.randomUUID(), action, preferences: {}, retainStacks, automatic: true };
    addOperation(set, added, { results, now: clock.now() });
  };
  deploy(
    'CREATE',
    regions.flatMap((region) => joined.map((one) => pending(one, region))),
  );
  deploy(
    'DELETE',
    left.map(({ account, region }) => ({ account, region, status: 'PENDING' })),
  );
}
