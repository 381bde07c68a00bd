import { clientOptions } from '../../cli/aws/clients';
import { progressOnStderr } from '../../cli/progress';
import type { TreeChange } from '../../domain/organization/tree-changes';
import { differenceLines } from '../../domain/organization/tree-changes-text';
import type { Organization } from '../../environments/organization/organization';
import { AwsError } from '../../operations/aws-error';
import {
  attachmentDifferences,
  attachmentLines,
  type PolicyDifference,
  treeDifferences,
} from '../../operations/organization-differences';

/** How the organization in AWS differs from the repository, where Terraform does not look. */
export interface OrganizationDrift {
  readonly state: 'as in the repository' | 'differs' | 'unknown';
  readonly tree: readonly TreeChange[];
  /** Only what AWS has in addition: Terraform finds what is missing. */
  readonly policies: readonly PolicyDifference[];
  /** Why it is unknown. */
  readonly reason?: string;
}

/** Compares the organization in AWS with the repository; on request, also the policies. */
export async function organizationDrift(
  organization: Organization,
  profile: string | undefined,
  { withPolicies }: { readonly withPolicies: boolean },
): Promise<OrganizationDrift> {
  const { OrganizationsClient } = await import('@aws-sdk/client-organizations');
  const client = new OrganizationsClient(clientOptions({ profile, region: organization.region }));
  const { progress, done } = progressOnStderr();
  try {
    const { changes: tree } = await treeDifferences(client, organization, progress);
    const found = withPolicies ? await attachmentDifferences(client, organization, progress) : [];
    const policies = found.filter(({ only }) => only === 'in AWS');
    return { state: tree.length + policies.length === 0 ? 'as in the repository' : 'differs', tree, policies };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { state: 'unknown', tree: [], policies: [], reason: error.message };
  } finally {
    done();
  }
}

/** The differences by name, grouped. */
export function organizationDriftText(
  { state, tree, policies, reason }: OrganizationDrift,
  organization: Organization,
): string {
  const mark = { 'as in the repository': '✓', differs: '✗', unknown: '?' }[state];
  const lines = [
    ...(reason === undefined ? [] : [reason]),
    ...differenceLines(tree),
    ...attachmentLines(policies, organization),
  ];
  const remedy = tree.length === 0 ? [] : ['→ run npx backupctl organization pull, and review the file'];
  return [`${mark}  OUs, accounts and policies: ${state}`, ...[...lines, ...remedy].map((line) => `     ${line}`)].join(
    '\n',
  );
}
