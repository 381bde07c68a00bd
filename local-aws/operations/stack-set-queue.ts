import type { OperationPreferences, OperationResult, StackSet, StackSetOperation } from './stack-set-state';
import type { TargetAccount } from './stack-set-targets';

/** Adds an operation. It starts once the set has no other one: with managed execution it waits in a queue. */
export function addOperation(
  set: StackSet,
  added: Pick<StackSetOperation, 'id' | 'action' | 'preferences' | 'retainStacks' | 'automatic'>,
  { results, now }: { readonly results: OperationResult[]; readonly now: Date },
): StackSetOperation {
  const operation: StackSetOperation = { ...added, created: now, status: 'QUEUED', results };
  for (const result of results) {
    const instance = instanceOf(set, result);
    if (instance) Object.assign(instance, { detailedStatus: 'PENDING', lastOperationId: operation.id });
  }
  set.operations.push(operation);
  return operation;
}

export function instanceOf(set: StackSet, { account, region }: Pick<OperationResult, 'account' | 'region'>) {
  return set.instances.find((one) => one.account === account && one.region === region);
}

export function isActive({ status }: StackSetOperation): boolean {
  return status === 'RUNNING' || status === 'STOPPING' || status === 'QUEUED';
}

/** Adds the instances that do not exist yet. Accounts that are suspended are skipped. */
export function addInstances(set: StackSet, accounts: readonly TargetAccount[], regions: readonly string[]): void {
  for (const region of regions) {
    for (const { account, organizationalUnitId } of accounts) {
      if (instanceOf(set, { account, region })) continue;
      set.instances.push({
        account,
        region,
        organizationalUnitId,
        status: 'OUTDATED',
        detailedStatus: 'PENDING',
        resources: {},
      });
    }
  }
}

export function pending(
  { account, organizationalUnitId }: Omit<TargetAccount, 'isSuspended'>,
  region: string,
): OperationResult {
  return { account, region, organizationalUnitId, status: 'PENDING' };
}

/** The results of an operation in its order: by region, and by account in each. */
export function ordered(
  results: readonly OperationResult[],
  { RegionOrder = [] }: OperationPreferences,
): OperationResult[] {
  const position = ({ region }: OperationResult): number => {
    const index = RegionOrder.indexOf(region);
    return index < 0 ? RegionOrder.length : index;
  };
  return results.toSorted((one, other) => position(one) - position(other));
}
