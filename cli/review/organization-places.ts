import type { OrganizationPlaces } from '../../review/model/organization';
import type { SynthesizedApp } from '../../review/review';

/**
 * The tree of the configured organization, if a changed stack has policies. Without one, or if the configuration is refused,
 * the review takes every target for a child of the root.
 */
export async function organizationPlaces(
  base: SynthesizedApp,
  head: SynthesizedApp,
  now: Date,
): Promise<{ readonly organization?: OrganizationPlaces }> {
  if (policiesIn(base) === policiesIn(head)) return {};
  const [{ configuredOrganization }, { treeOf }] = await Promise.all([
    import('../configuration'),
    import('../../domain/organization/organization'),
  ]);
  try {
    return { organization: treeOf(await configuredOrganization(now)).root };
  } catch (error) {
    if (error instanceof Error && ['RefusedError', 'UsageError'].includes(error.name)) return {};
    throw error;
  }
}

function policiesIn(app: SynthesizedApp): string {
  return JSON.stringify(
    Object.values(app).map(({ resource }) => {
      const types = (resource ?? {}) as Readonly<Record<string, unknown>>;
      return [types['aws_organizations_policy'], types['aws_organizations_policy_attachment']];
    }),
  );
}
