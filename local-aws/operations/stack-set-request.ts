import {
  Fault,
  page,
  type Input,
  type MotoClient,
  type Operation,
  type OperationContext,
  type Paged,
} from '../operation';
import { STACK_SETS_SERVICE, type DelegatedAdministratorsState } from './delegated-administrators';
import { withOrganization } from './organization-tree';
import { nestedInput } from './query-input';
import type { StackSet, StackSetsState } from './stack-set-state';
import { validationError } from './stack-set-template';

type State = StackSetsState & DelegatedAdministratorsState;

export type StackSetContext = OperationContext<State>;

const API = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_';

/** An operation of the CloudFormation API, which is in the query protocol. */
export function cloudFormation(name: string, answer: (context: StackSetContext) => unknown): Operation<State> {
  return {
    action: `cloudformation:${name}`,
    page: `${API}${name}.html`,
    answer: (context) => answer({ ...context, input: nestedInput(context.input) }),
  };
}

/** An operation on one set, which its name or ID names. */
export function onStackSet(
  name: string,
  answer: (set: StackSet, context: StackSetContext) => unknown,
): Operation<State> {
  return cloudFormation(name, async (context) => answer(await stackSetOf(context), context));
}

/** The account whose sets a request is about: of a delegated administrator, those of the management account. */
export async function administratorOf({ account, input, state, moto }: StackSetContext): Promise<string> {
  if (input['CallAs'] !== 'DELEGATED_ADMIN') return account;
  const isDelegated = state.delegatedAdministrators.some(
    ({ Id, ServicePrincipal }) => Id === account && ServicePrincipal === STACK_SETS_SERVICE,
  );
  refuseUnless(
    isDelegated,
    'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
  );
  return (await managementAccount(moto)) ?? account;
}

export function managementAccount(moto: MotoClient): Promise<string | undefined> {
  return withOrganization(moto, async ({ organization }) => (await organization()).MasterAccountId);
}

async function stackSetOf(context: StackSetContext): Promise<StackSet> {
  const { input, state, region } = context;
  const account = await administratorOf(context);
  const wanted = input['StackSetName'];
  const found = state.stackSets.find((set) => {
    return set.account === account && set.region === region && (set.name === wanted || set.id === wanted);
  });
  if (!found) throw new Fault('StackSetNotFoundException', `StackSet ${wanted} not found`, 404);
  return found;
}

/** A page, as large as the request allows. */
export function pageFor<T>(all: readonly T[], { NextToken, MaxResults }: Input, { pageSize }: Paged) {
  return page(all, NextToken, { pageSize: Math.min(pageSize, Number(MaxResults ?? pageSize)) });
}

export function refuseUnless(isAllowed: boolean, message: string): void {
  if (!isAllowed) throw validationError(message);
}
