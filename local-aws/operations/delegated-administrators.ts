import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';

import { secondsOf } from '../clock';
import { Fault, FORWARD, page, type MotoClient, type Operation } from '../operation';
import { withOrganization } from './organization-tree';

const API = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_';

/** The service whose trusted access lets StackSets deploy in members. */
export const STACK_SETS_SERVICE = 'member.org.stacksets.cloudformation.amazonaws.com';

/** The services whose administrators moto does not have. */
const SERVICES = ['backup.amazonaws.com', STACK_SETS_SERVICE];

export interface DelegatedAdministratorsState {
  readonly delegatedAdministrators: {
    readonly Id: string;
    readonly ServicePrincipal: string;
    /** In seconds since 1970. */
    readonly DelegationEnabledDate?: number;
  }[];
}

export function emptyDelegatedAdministrators(): DelegatedAdministratorsState {
  return { delegatedAdministrators: [] };
}

export const DELEGATED_ADMINISTRATORS: readonly Operation<DelegatedAdministratorsState>[] = [
  {
    action: 'organizations:RegisterDelegatedAdministrator',
    page: `${API}RegisterDelegatedAdministrator.html`,
    answer: async ({ input, state, clock, moto }) => {
      const { AccountId, ServicePrincipal } = input;
      if (!SERVICES.includes(ServicePrincipal)) return FORWARD;
      await withOrganization(moto, async (tree) => {
        const { MasterAccountId } = await tree.organization();
        if (MasterAccountId === AccountId) {
          const message = 'You cannot register the management account as a delegated administrator.';
          throw new Fault('ConstraintViolationException', message);
        }
        if (!(await tree.target(AccountId))) {
          throw new Fault('AccountNotFoundException', `You specified an account that doesn't exist: ${AccountId}`);
        }
      });
      const { delegatedAdministrators: all } = state;
      if (all.some((one) => one.Id === AccountId && one.ServicePrincipal === ServicePrincipal)) {
        const message = 'The specified account is already a delegated administrator for this service.';
        throw new Fault('AccountAlreadyRegisteredException', message);
      }
      all.push({ Id: AccountId, ServicePrincipal, DelegationEnabledDate: secondsOf(clock) });
      return {};
    },
  },
  {
    action: 'organizations:DeregisterDelegatedAdministrator',
    page: `${API}DeregisterDelegatedAdministrator.html`,
    answer: ({ input, state }) => {
      const { AccountId, ServicePrincipal } = input;
      if (!SERVICES.includes(ServicePrincipal)) return FORWARD;
      const { delegatedAdministrators: all } = state;
      const index = all.findIndex((one) => one.Id === AccountId && one.ServicePrincipal === ServicePrincipal);
      if (index < 0) {
        const message = 'The specified account is not a delegated administrator for this service.';
        throw new Fault('AccountNotRegisteredException', message);
      }
      all.splice(index, 1);
      return {};
    },
  },
  {
    action: 'organizations:ListDelegatedAdministrators',
    page: `${API}ListDelegatedAdministrators.html`,
    answer: async ({ input, state, moto }) => {
      const found = state.delegatedAdministrators.filter(
        (one) => input['ServicePrincipal'] === undefined || one.ServicePrincipal === input['ServicePrincipal'],
      );
      const { part, ...next } = page(found, input['NextToken'], state);
      const accounts = await Promise.all(part.map(({ Id }) => accountOf(Id, moto)));
      const listed = part.map(({ Id, DelegationEnabledDate }, index) => ({
        ...accounts[index],
        Id,
        DelegationEnabledDate,
      }));
      return { DelegatedAdministrators: listed, ...next };
    },
  },
];

/** What moto knows about an account. */
async function accountOf(AccountId: string, moto: MotoClient) {
  const client = new OrganizationsClient(moto);
  const described = await client.send(new DescribeAccountCommand({ AccountId })).catch(() => undefined);
  client.destroy();
  const { JoinedTimestamp, ...account } = described?.Account ?? {};
  return { ...account, ...(JoinedTimestamp ? { JoinedTimestamp: JoinedTimestamp.getTime() / 1000 } : {}) };
}
