import {
  DescribeEffectivePolicyCommand,
  type OrganizationsClient,
  paginateListAccountsWithInvalidEffectivePolicy,
  paginateListEffectivePolicyValidationErrors,
} from '@aws-sdk/client-organizations';

import { withAwsErrors, AwsError } from './aws-error';
import { everyPage } from './pages';
import { required } from './unreadable-response';

const PolicyType = 'BACKUP_POLICY';

/** An error that AWS reports for an effective policy. */
export interface PublishedError {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/**
 * The effective policy that AWS has published for an account; `{}` when there is none, undefined when the organization
 * does not have the account.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html
 */
export async function publishedPolicy(client: OrganizationsClient, accountId: string): Promise<unknown> {
  const action = 'organizations:DescribeEffectivePolicy';
  const content = await withAwsErrors(action, async () => {
    try {
      const command = new DescribeEffectivePolicyCommand({ PolicyType, TargetId: accountId });
      return required(required(await client.send(command), 'EffectivePolicy'), 'PolicyContent');
    } catch (error) {
      if (isNamed(error, 'EffectivePolicyNotFoundException')) return '{}';
      if (isNamed(error, 'TargetNotFoundException')) return undefined;
      throw error;
    }
  });
  if (content === undefined) return undefined;
  try {
    return JSON.parse(content);
  } catch {
    throw new AwsError(`${action} failed: the effective policy of account ${accountId} is not JSON`);
  }
}

/**
 * The accounts whose new effective policy AWS does not publish, because it is invalid.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsWithInvalidEffectivePolicy.html
 */
export async function withheldAccounts(client: OrganizationsClient): Promise<Set<string>> {
  const accounts = await withAwsErrors('organizations:ListAccountsWithInvalidEffectivePolicy', () =>
    everyPage(paginateListAccountsWithInvalidEffectivePolicy({ client }, { PolicyType }), 'Accounts'),
  );
  return new Set(accounts.flatMap(({ Id }) => Id ?? []));
}

/**
 * Why AWS does not publish an account's new effective policy.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListEffectivePolicyValidationErrors.html
 */
export async function publishedErrors(client: OrganizationsClient, accountId: string): Promise<PublishedError[]> {
  const errors = await withAwsErrors('organizations:ListEffectivePolicyValidationErrors', () =>
    everyPage(
      paginateListEffectivePolicyValidationErrors({ client }, { AccountId: accountId, PolicyType }),
      'EffectivePolicyValidationErrors',
    ),
  );
  return errors.map(({ ErrorCode = '', PathToError = '', ErrorMessage = '' }) => ({
    code: ErrorCode,
    path: PathToError,
    message: ErrorMessage,
  }));
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
