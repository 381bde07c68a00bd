import { Fault, page, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_';

export interface OrganizationsState {
  readonly delegatedAdministrators: { readonly Id: string; readonly ServicePrincipal: string }[];
  /** By account; an account without one has no effective policy. */
  readonly effectivePolicies: Record<string, unknown>;
  /** By account. */
  readonly validationErrors: Record<string, readonly Readonly<Record<string, unknown>>[]>;
  /** Accounts of the organization. */
  readonly accounts: string[];
}

export function emptyOrganizations(): OrganizationsState {
  return { delegatedAdministrators: [], effectivePolicies: {}, validationErrors: {}, accounts: [] };
}

export const ORGANIZATIONS: readonly Operation<OrganizationsState>[] = [
  {
    // moto does not support delegated administrators of backup.amazonaws.com.
    action: 'organizations:ListDelegatedAdministrators',
    page: `${API}ListDelegatedAdministrators.html`,
    answer: ({ input, state }) => {
      const found = state.delegatedAdministrators.filter(
        (one) => input['ServicePrincipal'] === undefined || one.ServicePrincipal === input['ServicePrincipal'],
      );
      const { part, ...next } = page(found, input['NextToken'], state);
      return { DelegatedAdministrators: part.map(({ Id }) => ({ Id })), ...next };
    },
  },
  {
    action: 'organizations:DescribeEffectivePolicy',
    page: `${API}DescribeEffectivePolicy.html`,
    answer: ({ input, state }) => {
      const { TargetId, PolicyType } = input;
      if (!state.accounts.includes(TargetId)) {
        throw new Fault(
          'TargetNotFoundException',
          "We can't find a root, OU, account, or policy with the TargetId that you specified.",
        );
      }
      const policy = state.effectivePolicies[TargetId];
      if (policy === undefined) {
        throw new Fault(
          'EffectivePolicyNotFoundException',
          'If you ran this action on the management account, this policy type is not enabled.',
        );
      }
      const PolicyContent = JSON.stringify(policy);
      return { EffectivePolicy: { PolicyContent, TargetId, PolicyType, LastUpdatedTimestamp: 1_700_000_000 } };
    },
  },
  {
    action: 'organizations:ListAccountsWithInvalidEffectivePolicy',
    page: `${API}ListAccountsWithInvalidEffectivePolicy.html`,
    answer: ({ input, state }) => {
      const { part, ...next } = page(Object.keys(state.validationErrors), input['NextToken'], state);
      return { Accounts: part.map((Id) => ({ Id })), PolicyType: input['PolicyType'], ...next };
    },
  },
  {
    action: 'organizations:ListEffectivePolicyValidationErrors',
    page: `${API}ListEffectivePolicyValidationErrors.html`,
    answer: ({ input, state }) => {
      const { AccountId, PolicyType } = input;
      const { part, ...next } = page(state.validationErrors[AccountId] ?? [], input['NextToken'], state);
      return { AccountId, PolicyType, EffectivePolicyValidationErrors: part, ...next };
    },
  },
];
