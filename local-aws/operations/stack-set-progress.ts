import { deployAutomatically } from './stack-set-automatic';
import { instanceOf, isActive } from './stack-set-queue';
import type { Clock } from '../clock';
import type { OperationResult, StackSet, StackSetOperation, StackSetsState } from './stack-set-state';
import { deleteStack, deployStack } from './stack-set-stack';
import { isSuspended } from './stack-set-targets';

interface Progress {
  readonly state: StackSetsState;
  readonly clock: Clock;
  /** Where the accounts' own APIs are. */
  readonly endpoint: string;
}

/** Continues every operation up to the present, and starts automatic deployments. */
export function continueOperations(progress: Progress): Promise<unknown> {
  const { state } = progress;
  state.stackSetProgress = afterOthers(progress, state.stackSetProgress);
  return state.stackSetProgress;
}

async function afterOthers(progress: Progress, others: Promise<unknown>): Promise<void> {
  // Its failure concerns the request that waits for it.
  await others.catch(() => {});
  const { state, clock } = progress;
  if (state.organizationChanged) {
    state.organizationChanged = false;
    for (const set of state.stackSets) await deployAutomatically(set, clock);
  }
  for (const set of state.stackSets) await continueSet(set, progress);
}

async function continueSet(set: StackSet, progress: Progress): Promise<void> {
  const { clock, state } = progress;
  for (;;) {
    const operation = set.operations.find(isActive);
    if (!operation) return;
    if (operation.status === 'QUEUED') {
      operation.status = 'RUNNING';
      const before = set.operations.flatMap(({ ended }) => ended ?? []).at(-1);
      operation.next = later(before && before > operation.created ? before : operation.created, state);
    }
    if (operation.status !== 'STOPPING' && (operation.next ?? clock.now()) > clock.now()) return;
    await step(set, operation, progress);
  }
}

function later(date: Date, { stackSetSeconds }: StackSetsState): Date {
  return new Date(date.getTime() + stackSetSeconds * 1000);
}

/** Deploys to the next accounts, in one region unless regions are parallel. */
async function step(set: StackSet, operation: StackSetOperation, progress: Progress): Promise<void> {
  const { results, preferences } = operation;
  const waiting = results.filter(({ status }) => status === 'PENDING');
  if (operation.status === 'STOPPING') {
    end(set, operation, 'STOPPED', progress);
    return;
  }
  const isParallel = preferences.RegionConcurrencyType === 'PARALLEL';
  const regions = isParallel
    ? [...new Set(waiting.map(({ region }) => region))]
    : waiting.slice(0, 1).map(({ region }) => region);
  for (const region of regions) {
    const inRegion = results.filter((one) => one.region === region);
    const { concurrent, tolerated } = limits(operation, inRegion.length);
    const next = inRegion.filter(({ status }) => status === 'PENDING').slice(0, concurrent);
    for (const result of next) await deploy(set, operation, result, progress);
    if (inRegion.filter(({ status }) => status === 'FAILED').length > tolerated) {
      end(set, operation, 'FAILED', progress);
      return;
    }
  }
  if (results.some(({ status }) => status === 'PENDING')) {
    operation.next = later(operation.next ?? operation.created, progress.state);
  } else end(set, operation, 'SUCCEEDED', progress);
}

/**
 * The most accounts at once in a region, and how many may fail there. With a strict tolerance, no more accounts fail at
 * once than it allows.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
function limits(
  { preferences, automatic }: StackSetOperation,
  accounts: number,
): { concurrent: number; tolerated: number } {
  if (automatic) return { concurrent: 1, tolerated: accounts };
  const share = (count: string | undefined, percentage: string | undefined, otherwise: number): number => {
    if (count !== undefined) return Number(count);
    return percentage === undefined ? otherwise : Math.floor((accounts * Number(percentage)) / 100);
  };
  const { FailureToleranceCount, FailureTolerancePercentage, MaxConcurrentCount, MaxConcurrentPercentage } =
    preferences;
  const tolerated = share(FailureToleranceCount, FailureTolerancePercentage, 0);
  const most = Math.max(1, share(MaxConcurrentCount, MaxConcurrentPercentage, 1));
  const isSoft = preferences.ConcurrencyMode === 'SOFT_FAILURE_TOLERANCE';
  return { tolerated, concurrent: isSoft ? most : Math.min(most, tolerated + 1) };
}

async function deploy(
  set: StackSet,
  operation: StackSetOperation,
  result: OperationResult,
  progress: Progress,
): Promise<void> {
  const instance = instanceOf(set, result);
  if (!instance) {
    result.status = 'SUCCEEDED';
    return;
  }
  if (operation.action !== 'DELETE' && (await isSuspended(instance.account, set.moto))) {
    // The operation succeeds without the account.
    result.status = 'SUCCEEDED';
    Object.assign(instance, { detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT', statusReason: 'The account is suspended.' });
    return;
  }
  try {
    const refusal = progress.state.stackRefusals.find(({ account = instance.account, region = instance.region }) => {
      return account === instance.account && region === instance.region;
    });
    if (refusal) throw refusal.fault;
    if (operation.action === 'DELETE') {
      if (!operation.retainStacks) await deleteStack(set, instance, progress.endpoint);
      set.instances.splice(set.instances.indexOf(instance), 1);
    } else await deployStack(set, instance, progress.endpoint);
    result.status = 'SUCCEEDED';
    Object.assign(instance, { status: 'CURRENT', detailedStatus: 'SUCCEEDED', statusReason: undefined });
  } catch (error) {
    const statusReason = error instanceof Error ? error.message : String(error);
    Object.assign(result, { status: 'FAILED', statusReason });
    const status = operation.action === 'DELETE' ? 'INOPERABLE' : 'OUTDATED';
    Object.assign(instance, { status, detailedStatus: 'FAILED', statusReason });
  }
}

/** Instances that were not reached stay as they are. */
function end(
  set: StackSet,
  operation: StackSetOperation,
  status: StackSetOperation['status'],
  { clock }: Progress,
): void {
  for (const result of operation.results.filter((one) => one.status === 'PENDING')) {
    const statusReason =
      status === 'STOPPED'
        ? 'Cancelled since the operation was stopped.'
        : 'Cancelled since failure tolerance has exceeded.';
    Object.assign(result, { status: 'CANCELLED', statusReason });
    const instance = instanceOf(set, result);
    if (instance) Object.assign(instance, { detailedStatus: 'CANCELLED', statusReason });
  }
  Object.assign(operation, { status, ended: operation.next ?? clock.now() });
}
