import type { Organization } from '../../environments/organization/organization';
import type { Progress } from '../../operations/progress';
import type { Verdict } from '../../operations/verify-policies';
import type { AwsOptions } from './options';

/**
 * Compares what the accounts of an organization get with what is worked out for them (O7).
 *
 * @param home of the management account or the delegated administrator
 */
export async function comparedPolicies(
  organization: Organization,
  now: Date,
  home: AwsOptions & { readonly region: string },
  progress: Progress,
): Promise<Verdict[]> {
  const [{ verifyPolicies }, { OrganizationsClient }, { clientOptions }, { simulatedPolicies }] = await Promise.all([
    import('../../operations/verify-policies'),
    import('@aws-sdk/client-organizations'),
    import('./clients'),
    import('./simulated-policies'),
  ]);
  const client = new OrganizationsClient(clientOptions(home));
  return verifyPolicies(client, simulatedPolicies(organization, now), progress);
}
