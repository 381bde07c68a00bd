/** A stack of the StackSet in one account and region, as CloudFormation lists it. */
export interface MemberInstance {
  readonly accountId: string;
  readonly region: string;
  readonly status: string;
  readonly detailedStatus: string;
  readonly reason?: string;
}

/** `missing`: an active account has no instance in a region of the baseline. */
export type InstanceState = 'current' | 'in progress' | 'failed' | 'outdated' | 'skipped' | 'missing';

/** The state of an instance, or of a missing one. */
export interface PlacedState {
  readonly accountId: string;
  readonly region: string;
  readonly state: InstanceState;
  readonly reason?: string;
}

/** The states of all instances that the active accounts must have, and of the others in the same regions. */
export function instanceStates(
  instances: readonly MemberInstance[],
  active: readonly { readonly id: string }[],
  regions: readonly string[],
): PlacedState[] {
  const existing = new Set(instances.map(({ accountId, region }) => `${accountId} ${region}`));
  const isActive = new Set(active.map(({ id }) => id));
  const missing = active.flatMap(({ id }) =>
    regions
      .filter((region) => !existing.has(`${id} ${region}`))
      .map((region) => ({ accountId: id, region, state: 'missing' as const })),
  );
  const found = instances
    .filter(({ region }) => regions.includes(region))
    .map(({ accountId, region, reason, ...one }) => {
      const state = stateOf(one);
      // Its account is active again.
      const isBack = state === 'skipped' && isActive.has(accountId);
      const because = one.status === 'INOPERABLE' ? inoperable(reason) : reason;
      return { accountId, region, reason: because, state: isBack ? ('outdated' as const) : state };
    });
  return [...found, ...missing];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstance.html */
function stateOf({ status, detailedStatus }: Pick<MemberInstance, 'status' | 'detailedStatus'>): InstanceState {
  if (status === 'CURRENT') return 'current';
  switch (detailedStatus) {
    case 'PENDING':
    case 'RUNNING':
      return 'in progress';
    case 'SKIPPED_SUSPENDED_ACCOUNT':
      return 'skipped';
    case 'FAILED':
    case 'INOPERABLE':
    case 'FAILED_IMPORT':
      return 'failed';
    default:
      return 'outdated';
  }
}

/** No operation updates such an instance. The other reasons can be corrected in the account. */
function inoperable(reason: string | undefined): string {
  const what = reason === undefined || reason === '' ? 'A deletion of the instance failed' : reason.replace(/\.$/, '');
  return `${what}. The instance is INOPERABLE → delete it with aws cloudformation delete-stack-instances --retain-stacks`;
}
