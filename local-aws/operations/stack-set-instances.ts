import { randomUUID } from 'node:crypto';

import { Fault, type Operation } from '../operation';
import { addInstances, addOperation, instanceOf, ordered, pending } from './stack-set-queue';
import { onStackSet, pageFor, refuseUnless, type StackSetContext } from './stack-set-request';
import type { StackInstance, StackSet, StackSetOperation } from './stack-set-state';
import { targetAccounts, type TargetAccount } from './stack-set-targets';
import { refuseDuringOperation, refuseUsedId } from './stack-sets';

export const STACK_SET_INSTANCES: readonly Operation<StackSetContext['state']>[] = [
  onStackSet('CreateStackInstances', (set, context) =>
    operate(set, context, 'CREATE', (accounts, regions) => {
      // The root and OUs of a deployment are those that automatic deployment watches.
      const { targets } = set;
      const { OrganizationalUnitIds = [] } = context.input['DeploymentTargets'] ?? {};
      targets.organizationalUnitIds = [...new Set([...targets.organizationalUnitIds, ...OrganizationalUnitIds])];
      targets.regions = [...new Set([...targets.regions, ...regions])];
      addInstances(set, accounts, regions);
    }),
  ),
  onStackSet('UpdateStackInstances', (set, context) => operate(set, context, 'UPDATE')),
  onStackSet('DeleteStackInstances', (set, context) => {
    refuseUnless(
      context.input['RetainStacks'] !== undefined,
      "Value null at 'retainStacks' failed to satisfy constraint",
    );
    return operate(set, context, 'DELETE');
  }),
  onStackSet('DescribeStackInstance', (set, { input }) => {
    const place = { account: input['StackInstanceAccount'], region: input['StackInstanceRegion'] };
    const instance = instanceOf(set, place);
    if (instance) return { StackInstance: describe(set, instance) };
    const { account, region } = place;
    const message = `Stack instance not found for account [${account}] and region [${region}] in stack set ${set.id}`;
    throw new Fault('StackInstanceNotFoundException', message, 404);
  }),
  onStackSet('ListStackInstances', (set, { input, state }) => {
    const { StackInstanceAccount, StackInstanceRegion } = input;
    const filters: readonly Filter[] = input['Filters'] ?? [];
    const found = set.instances
      .filter(({ account }) => StackInstanceAccount === undefined || account === StackInstanceAccount)
      .filter(({ region }) => StackInstanceRegion === undefined || region === StackInstanceRegion)
      .filter((instance) => filters.every((filter) => passes(instance, filter)));
    const { part, ...next } = pageFor(found, input, state);
    return { Summaries: part.map((instance) => describe(set, instance)), ...next };
  }),
];

interface Filter {
  readonly Name: string;
  readonly Values: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceFilter.html */
function passes({ detailedStatus, lastOperationId }: StackInstance, { Name, Values }: Filter): boolean {
  const values: Readonly<Record<string, string | undefined>> = {
    DETAILED_STATUS: detailedStatus,
    LAST_OPERATION_ID: lastOperationId,
    DRIFT_STATUS: 'NOT_CHECKED',
  };
  return Values.split(',').includes(values[Name] ?? '');
}

async function operate(
  set: StackSet,
  { input, clock }: StackSetContext,
  action: StackSetOperation['action'],
  before: (accounts: readonly TargetAccount[], regions: readonly string[]) => void = () => {},
) {
  if (!set.managedExecution) refuseDuringOperation(set);
  const {
    Regions = [],
    DeploymentTargets,
    Accounts = [],
    OperationPreferences: preferences = {},
    OperationId = randomUUID(),
  } = input;
  refuseUnless(Regions.length > 0, 'Regions must be specified');
  refuseUsedId(set, OperationId);
  const isServiceManaged = set.permissionModel === 'SERVICE_MANAGED';
  refuseUnless(
    !isServiceManaged || Accounts.length === 0,
    'StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target',
  );
  const accounts = isServiceManaged
    ? await targetAccounts(DeploymentTargets ?? {}, set.moto)
    : (Accounts as readonly string[]).map((account) => ({ account, organizationalUnitId: '', isSuspended: false }));
  before(accounts, Regions);
  const reached = accounts.flatMap((one) => (Regions as string[]).map((region) => pending(one, region)));
  const existing = reached.filter((one) => instanceOf(set, one));
  if (action === 'UPDATE' && existing.length === 0) {
    throw new Fault('StackInstanceNotFoundException', `StackSet ${set.id} has no stack instances there`, 404);
  }
  const results = ordered(
    existing.toSorted((one, other) => Regions.indexOf(one.region) - Regions.indexOf(other.region)),
    preferences,
  );
  const retainStacks = input['RetainStacks'] === 'true';
  addOperation(
    set,
    { id: OperationId, action, preferences, retainStacks, automatic: false },
    { results, now: clock.now() },
  );
  return { OperationId };
}

function describe(set: StackSet, instance: StackInstance) {
  const { account, region, stackId, status, detailedStatus, statusReason, organizationalUnitId, lastOperationId } =
    instance;
  return {
    StackSetId: set.id,
    Account: account,
    Region: region,
    StackId: stackId,
    Status: status,
    StackInstanceStatus: { DetailedStatus: detailedStatus },
    StatusReason: statusReason,
    OrganizationalUnitId: organizationalUnitId,
    DriftStatus: 'NOT_CHECKED',
    LastOperationId: lastOperationId,
  };
}
