import type { Finding } from '../../domain/finding';
import { membersOf, unitsOf } from '../../domain/organization/organization';
import { serviceDiffers } from '../rules/service-differs';
import { type OrganizationRule, refused } from './organization-rule';

const ACCOUNT = /^\d{12}$/;
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ROOT = /^r-[a-z0-9]{4,32}$/;
const UNIT = /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;

/** Each aliased provider is a separate process, so one stack supports only this many. */
const MOST_MEMBERS = 20;

/** The tree: valid IDs, every account in one place, the account of every environment. */
export const treeRules: OrganizationRule = (organization, { environments }) => {
  const { id, service, root, managementAccount, delegatedAdministrator } = organization;
  const members = membersOf(organization);
  const accounts = [...new Set([managementAccount.id, ...members.map((member) => member.id)])];
  return [
    ...misshapen(id, ORGANIZATION, 'id', 'the id of an organization, such as o-a1b2c3d4e5'),
    ...serviceDiffers(service, environments),
    ...misshapen(root.id, ROOT, 'root.id', 'the id of a root, such as r-ab12'),
    ...unitsOf(organization).flatMap(({ unit, path }) =>
      misshapen(unit.id, UNIT, `root.${path}.id`, 'the id of an OU, such as ou-ab12-11111111'),
    ),
    // The account of an environment is reported once, in the file of the environment.
    ...accounts
      .filter((account) => environments.every(({ accountId }) => accountId !== account))
      .flatMap((account) => misshapen(account, ACCOUNT, 'root.accounts', '12 digits')),
    ...listedTwice(
      unitsOf(organization).map(({ path }) => path),
      'root.ous',
      'OU',
    ),
    ...listedTwice(
      unitsOf(organization).map(({ unit }) => unit.id),
      'root.ous',
      'OU id',
    ),
    ...placedTwice(organization),
    ...environments
      .filter(({ accountId }) => !accounts.includes(accountId))
      .map(({ name, accountId }) =>
        refused(
          'environment-not-in-tree',
          'root',
          `account ${accountId} of environment ${name} is not in the organization`,
          `add { id: ${name}.accountId, name: '${name}' } to the accounts of an OU`,
        ),
      ),
    ...(delegatedAdministrator === undefined || accounts.includes(delegatedAdministrator)
      ? []
      : [unknownAccount(delegatedAdministrator, 'delegatedAdministrator')]),
    ...(members.length > MOST_MEMBERS ? [tooManyMembers(members.length)] : []),
  ];
};

/** An account that is not in the tree. */
export function unknownAccount(account: string, path: string): Finding {
  return refused(
    'account-not-in-tree',
    path,
    `account ${account} is not in the organization`,
    'write an account of the tree, or add it to an OU',
    account,
  );
}

function misshapen(found: string, pattern: RegExp, path: string, allowed: string): Finding[] {
  if (pattern.test(found)) return [];
  return [refused('id-not-allowed', path, `${JSON.stringify(found)} is not ${allowed}`, `write ${allowed}`, found)];
}

function listedTwice(names: readonly string[], path: string, what: string): Finding[] {
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) < index));
  return [...repeated].map((name) =>
    refused('unit-twice', path, `${what} ${name} is used twice`, 'give each OU its own name and ID', name),
  );
}

function placedTwice(organization: Parameters<OrganizationRule>[0]): Finding[] {
  const places = [
    ...organization.root.accounts.map(({ id }) => ({ id, place: 'the root' })),
    ...unitsOf(organization).flatMap(({ unit, path }) => unit.accounts.map(({ id }) => ({ id, place: path }))),
  ];
  return places.flatMap(({ id, place }, index) => {
    const first = places.findIndex((other) => other.id === id);
    if (first === index) return [];
    return [
      refused(
        'account-in-two-places',
        'root',
        `account ${id} is in ${places[first]?.place} and in ${place}, but an account can be in only one OU`,
        'keep the one that matches AWS, and remove the other',
        id,
      ),
    ];
  });
}

function tooManyMembers(count: number): Finding {
  return refused(
    'too-many-members',
    'root',
    `${count} member accounts, but one stack supports ${MOST_MEMBERS}: each needs a provider, a process of hundreds of megabytes`,
    `keep ${MOST_MEMBERS} or fewer here; a rollout by StackSet comes later`,
  );
}
