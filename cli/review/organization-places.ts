import type { Organization } from '../../environments/organization/organization';
import type { ReviewOptions, SynthesizedApp } from '../../review/review';
import type { SavedPlan } from '../../review/plan/read-plan';

type FromConfiguration = Pick<ReviewOptions, 'organization' | 'members'>;

/**
 * The tree of the configured organization, if a changed stack has policies, and its members, if a StackSet changes. Without
 * them, or if the configuration is refused, the review takes every target for a child of the root.
 */
export async function organizationPlaces(
  base: SynthesizedApp,
  head: SynthesizedApp,
  now: Date,
): Promise<FromConfiguration> {
  const changes = (...types: readonly string[]): boolean => partsIn(base, types) !== partsIn(head, types);
  const hasPolicies = changes('aws_organizations_policy', 'aws_organizations_policy_attachment');
  const hasMembers = changes(STACK_SET);
  if (!hasPolicies && !hasMembers) return {};
  const configured = await organizationIn(now);
  if (configured === undefined) return {};
  const { treeOf } = await import('../../domain/organization/organization');
  return {
    ...(hasPolicies ? { organization: treeOf(configured).root } : {}),
    ...(hasMembers ? await membersIn(configured) : {}),
  };
}

/** The members of the configured organization, if a plan changes a StackSet. */
export async function plannedMembers(plans: readonly SavedPlan[], now: Date): Promise<FromConfiguration> {
  if (!plans.some(({ changes }) => changes.some(({ type }) => type === STACK_SET))) return {};
  const configured = await organizationIn(now);
  return configured === undefined ? {} : membersIn(configured);
}

const STACK_SET = 'aws_cloudformation_stack_set';

async function organizationIn(now: Date): Promise<Organization | undefined> {
  const { configuredOrganization } = await import('../configuration');
  try {
    return await configuredOrganization(now);
  } catch (error) {
    if (error instanceof Error && ['RefusedError', 'UsageError'].includes(error.name)) return undefined;
    throw error;
  }
}

async function membersIn(organization: Organization): Promise<FromConfiguration> {
  const { accountsOf } = await import('../../domain/organization/organization');
  const { id: management } = organization.managementAccount;
  return { members: accountsOf(organization).flatMap(({ id }) => (id === management ? [] : [id])) };
}

function partsIn(app: SynthesizedApp, types: readonly string[]): string {
  return JSON.stringify(
    Object.values(app).map(({ resource }) => {
      const all = (resource ?? {}) as Readonly<Record<string, unknown>>;
      return types.map((type) => all[type]);
    }),
  );
}
