import type { Organization } from '../../environments/organization/organization';
import type { Progress } from '../../operations/progress';
import type { Verdict } from '../../operations/verify-policies';
import type { ClientScope } from '../aws/clients';

/**
 * Compares the effective policies of an organization's accounts with the computed ones (O7).
 *
 * @param home the scope of the management account or the delegated administrator
 */
export async function comparePolicies(
  organization: Organization,
  now: Date,
  home: ClientScope,
  progress: Progress,
): Promise<Verdict[]> {
  const [{ verifyPolicies }, { OrganizationsClient }, { clientOptions }, { effectivePolicies }, { treeOf }] =
    await Promise.all([
      import('../../operations/verify-policies'),
      import('@aws-sdk/client-organizations'),
      import('../aws/clients'),
      import('../../domain/policy/organization-tree'),
      import('../../domain/organization/organization'),
    ]);
  const client = new OrganizationsClient(clientOptions(home));
  return verifyPolicies(client, [...effectivePolicies(treeOf(organization), { now })], progress);
}
