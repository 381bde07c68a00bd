import { EnableAWSServiceAccessCommand, OrganizationsClient } from '@aws-sdk/client-organizations';

import { Fault, FORWARD, type Operation } from '../operation';
import { isActive } from './stack-set-queue';
import { STACK_SETS_SERVICE } from './delegated-administrators';
import {
  administratorOf,
  cloudFormation,
  managementAccount,
  onStackSet,
  pageFor,
  type StackSetContext,
} from './stack-set-request';
import type { StackSet, StackSetOperation } from './stack-set-state';

export const STACK_SET_OPERATIONS: readonly Operation<StackSetContext['state']>[] = [
  onOperation('DescribeStackSetOperation', (operation, set) => {
    const { retainStacks: RetainStacks, action } = operation;
    const described = { ...summary(operation), StackSetId: set.id };
    return { StackSetOperation: action === 'DELETE' ? { ...described, RetainStacks } : described };
  }),
  onOperation('ListStackSetOperationResults', ({ results }, _, { input, state }) => {
    const { part, ...next } = pageFor(results, input, state);
    const listed = part.map(({ account, region, organizationalUnitId, status, statusReason }) => {
      const OrganizationalUnitId = organizationalUnitId;
      return { Account: account, Region: region, Status: status, StatusReason: statusReason, OrganizationalUnitId };
    });
    return { Summaries: listed, ...next };
  }),
  onStackSet('ListStackSetOperations', ({ operations }, { input, state }) => {
    const { part, ...next } = pageFor(operations.toReversed(), input, state);
    return { Summaries: part.map(summary), ...next };
  }),
  onOperation('StopStackSetOperation', (operation) => {
    if (!isActive(operation)) {
      throw new Fault('InvalidOperationException', `Operation ${operation.id} is not running`);
    }
    operation.status = 'STOPPING';
    return {};
  }),
  cloudFormation('DescribeOrganizationsAccess', async (context) => {
    const isEnabled = context.state.organizationsAccess.has(await administratorOf(context));
    return { Status: isEnabled ? 'ENABLED' : 'DISABLED' };
  }),
  cloudFormation('ActivateOrganizationsAccess', async ({ account, state, moto }) => {
    if ((await managementAccount(moto)) !== account) {
      const message = 'This operation can only be performed by the management account of an organization';
      throw new Fault('InvalidOperationException', message);
    }
    state.organizationsAccess.add(account);
    const client = new OrganizationsClient(moto);
    await client
      .send(new EnableAWSServiceAccessCommand({ ServicePrincipal: STACK_SETS_SERVICE }))
      .finally(() => client.destroy());
    return {};
  }),
  // moto answers them. Afterwards, StackSets looks for accounts that joined, moved or left.
  ...['CreateAccount', 'MoveAccount', 'CloseAccount', 'RemoveAccountFromOrganization'].map((name) => ({
    action: `organizations:${name}`,
    page: `https://docs.aws.amazon.com/organizations/latest/APIReference/API_${name}.html`,
    answer: ({ state }: StackSetContext) => {
      state.organizationChanged = true;
      return FORWARD;
    },
  })),
];

function onOperation(
  name: string,
  answer: (operation: StackSetOperation, set: StackSet, context: StackSetContext) => unknown,
): Operation<StackSetContext['state']> {
  return onStackSet(name, (set, context) => {
    const id = context.input['OperationId'];
    const operation = set.operations.find((one) => one.id === id);
    if (operation) return answer(operation, set, context);
    throw new Fault('OperationNotFoundException', `Operation ${id} not found for StackSet ${set.id}`, 404);
  });
}

function summary({ id, action, status, created, ended, preferences, results }: StackSetOperation) {
  return {
    OperationId: id,
    Action: action,
    Status: status,
    CreationTimestamp: created.toISOString(),
    EndTimestamp: ended?.toISOString(),
    OperationPreferences: preferences,
    StatusDetails: { FailedStackInstancesCount: results.filter((one) => one.status === 'FAILED').length },
  };
}
