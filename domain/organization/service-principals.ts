import { AWS_LIMITS } from '../aws-limits/generated';
import { patternOf } from '../aws-limits/limit';
import type { Finding } from '../finding';
import { nearest } from '../nearest';

/**
 * Services with trusted access to an organization. AWS adds more.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
const KNOWN: readonly string[] = [
  'access-analyzer.amazonaws.com',
  'account.amazonaws.com',
  'auditmanager.amazonaws.com',
  'aws-artifact-account-sync.amazonaws.com',
  'backup.amazonaws.com',
  'billing-cost-management.amazonaws.com',
  'cloudtrail.amazonaws.com',
  'compute-optimizer.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'config.amazonaws.com',
  'controltower.amazonaws.com',
  'cost-optimization-hub.bcm.amazonaws.com',
  'detective.amazonaws.com',
  'devops-guru.amazonaws.com',
  'ds.amazonaws.com',
  'ec2.amazonaws.com',
  'fms.amazonaws.com',
  'guardduty.amazonaws.com',
  'health.amazonaws.com',
  'iam.amazonaws.com',
  'inspector2.amazonaws.com',
  'ipam.amazonaws.com',
  'license-management.marketplace.amazonaws.com',
  'license-manager-linux-subscriptions.amazonaws.com',
  'license-manager.amazonaws.com',
  'license-manager.member-account.amazonaws.com',
  'macie.amazonaws.com',
  'malware-protection.guardduty.amazonaws.com',
  'member.org.stacksets.cloudformation.amazonaws.com',
  'mgn.amazonaws.com',
  'networkmanager.amazonaws.com',
  'notifications.amazon.com',
  'ram.amazonaws.com',
  'reachabilityanalyzer.networkinsights.amazonaws.com',
  'reporting.trustedadvisor.amazonaws.com',
  'resource-explorer-2.amazonaws.com',
  'security-ir.amazonaws.com',
  'securityhub.amazonaws.com',
  'securitylake.amazonaws.com',
  'servicecatalog.amazonaws.com',
  'servicequotas.amazonaws.com',
  'ssm.amazonaws.com',
  'sso.amazonaws.com',
  'stacksets.cloudformation.amazonaws.com',
  'storage-lens.s3.amazonaws.com',
  'tagpolicies.tag.amazonaws.com',
  'wellarchitected.amazonaws.com',
];

const DOMAIN = /\.(?:amazonaws|amazon)\.com$/;
const LIMIT = patternOf({
  ...AWS_LIMITS.organizations.ServicePrincipal,
  pattern: String.raw`(?:[a-z0-9-]+\.)+(?:amazonaws|amazon)\.com`,
});

/** No service principal is an error, and so is one that is nearly a known one. Another can be newer than the list. */
export function servicePrincipalUnknown(principal: string, path: string): Finding[] {
  if (KNOWN.includes(principal)) return [];
  const service = principal.replace(DOMAIN, '');
  const services = KNOWN.map((known) => known.replace(DOMAIN, ''));
  const similar = service === '' ? undefined : nearest(service, services);
  const meant = KNOWN.find((known) => known.replace(DOMAIN, '') === similar);
  const finding = { rule: 'service-principal-unknown', source: 'aws', path, found: principal } as const;
  if (LIMIT.test(principal) && meant === undefined) {
    const message = `"${principal}" is not among the services that are known to have trusted access`;
    return [{ ...finding, severity: 'warning', message, remedy: 'check it: AWS rejects an unknown service' }];
  }
  const remedy = `write ${meant ?? 'the principal of a service, such as backup.amazonaws.com'}`;
  return [{ ...finding, severity: 'error', message: `"${principal}" is not a service with trusted access`, remedy }];
}
