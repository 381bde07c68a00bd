import type { Finding } from '../../domain/finding';
import { bootstrapFindings } from '../rules/bootstrap';
import { bucketElsewhere, bucketTaken, stateKeyFindings } from '../rules/state';
import type { Environment } from '../schema';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';

type Neighbour = Pick<Environment, 'name' | 'accountId' | 'state' | 'bootstrap'>;

/** The state bucket of the organization and the roles of its workflows, in the management account. */
export const bootstrapRules: OrganizationRule = (organization, { environments }) => {
  const { managementAccount, state, bootstrap } = organization;
  return [
    ...bootstrapFindings({ accountId: managementAccount.id, state, bootstrap, own: { plan: 3, apply: 6 } }),
    ...stateKeyFindings({ state, bootstrap }),
    ...environments.flatMap((environment) => [
      ...bucketShared(organization, environment),
      ...createdTwice(organization, environment),
    ]),
  ];
};

function bucketShared({ state, bootstrap }: Organization, environment: Neighbour): Finding[] {
  if (environment.state.bucket !== state.bucket) return [];
  if (!bootstrap && !environment.bootstrap)
    return bucketElsewhere(state, environment.state, `environment ${environment.name}`);
  return [bucketTaken(state.bucket, `environment ${environment.name} keeps its states`)];
}

/** An environment can be in the management account: both bootstraps then create resources there. */
function createdTwice(
  { managementAccount, bootstrap }: Organization,
  { name, accountId, bootstrap: other }: Neighbour,
) {
  if (accountId !== managementAccount.id || !bootstrap || !other) return [];
  const taken = [other.planRole, other.applyRole].map((role) => role.toLowerCase());
  const roles = (['planRole', 'applyRole'] as const).filter((role) => taken.includes(bootstrap[role].toLowerCase()));
  const providers = [bootstrap, other].filter(({ github }) => github.identityProvider === 'made-here');
  return [
    ...roles.map((role) =>
      refused(
        'names-collide',
        `bootstrap.${role}`,
        `environment ${name} also creates a role with this name in the management account`,
        'give it a unique name',
        bootstrap[role],
      ),
    ),
    ...(providers.length < 2
      ? []
      : [
          refused(
            'identity-provider-twice',
            'bootstrap.github.identityProvider',
            `environment ${name} also creates GitHub's identity provider in the management account, but there can be only one`,
            `write existing here, and bootstrap ${name} first`,
            'made-here',
          ),
        ]),
  ];
}
