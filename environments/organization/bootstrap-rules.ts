import type { Finding } from '../../domain/finding';
import { bootstrapFindings, bucketTaken, stateKeyFindings } from '../rules/bootstrap';
import { POLICY_NAME, shaped } from '../rules/formats';
import type { Environment } from '../schema';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';

type Neighbour = Pick<Environment, 'name' | 'accountId' | 'state' | 'bootstrap'>;

/** The bucket of the organization's state and the roles of its workflows, in the management account. */
export const bootstrapRules: OrganizationRule = (organization, { environments }) => {
  const { managementAccount, state, bootstrap, baseline } = organization;
  return [
    ...bootstrapFindings({ accountId: managementAccount.id, state, bootstrap, own: 3 }),
    ...stateKeyFindings({ state, bootstrap }),
    ...shaped(baseline.role.permissionsBoundary, POLICY_NAME, 'baseline.role.permissionsBoundary'),
    ...environments.flatMap((environment) => [
      ...bucketShared(organization, environment),
      ...madeTwice(organization, environment),
    ]),
  ];
};

function bucketShared({ state, bootstrap }: Organization, environment: Neighbour): Finding[] {
  if (environment.state.bucket !== state.bucket || (!bootstrap && !environment.bootstrap)) return [];
  return [bucketTaken(state.bucket, `environment ${environment.name} keeps its states`)];
}

/** An environment may live in the management account: then both bootstraps make things there. */
function madeTwice({ managementAccount, bootstrap }: Organization, { name, accountId, bootstrap: other }: Neighbour) {
  if (accountId !== managementAccount.id || !bootstrap || !other) return [];
  const taken = [other.planRole, other.applyRole].map((role) => role.toLowerCase());
  const roles = (['planRole', 'applyRole'] as const).filter((role) => taken.includes(bootstrap[role].toLowerCase()));
  const providers = [bootstrap, other].filter(({ github }) => github.identityProvider === 'made-here');
  return [
    ...roles.map((role) =>
      refused(
        'names-collide',
        `bootstrap.${role}`,
        `environment ${name} makes a role of this name in the management account, too`,
        'give it a name of its own',
        bootstrap[role],
      ),
    ),
    ...(providers.length < 2
      ? []
      : [
          refused(
            'identity-provider-twice',
            'bootstrap.github.identityProvider',
            `environment ${name} makes GitHub's identity provider in the management account, too, and there can be one`,
            `write existing here, and bootstrap ${name} first`,
            'made-here',
          ),
        ]),
  ];
}
