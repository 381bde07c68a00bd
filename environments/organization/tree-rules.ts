import type { Finding } from '../../domain/finding';
import { membersOf, unitsOf } from '../../domain/organization/organization';
import { ACCOUNT } from '../rules/formats';
import { serviceDiffers } from '../rules/service-differs';
import type { Environment } from '../schema';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';

/** Each aliased provider is a separate process, so one stack supports only this many. */
const MOST_MEMBERS = 20;

/** The tree: valid IDs, every account in one place, the account of every environment. */
export const treeRules: OrganizationRule = (organization, { environments }) => {
  const { service, managementAccount } = organization;
  const members = membersOf(organization);
  const accounts = [...new Set([managementAccount.id, ...members.map((member) => member.id)])];
  return [
    ...serviceDiffers(service, environments),
    ...unitsTwice(organization),
    ...placedTwice(organization),
    ...notInTree(environments.filter(({ accountId }) => !accounts.includes(accountId))),
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

/** What is not an account is reported in the file of the environment. */
function notInTree(environments: readonly Environment[]): Finding[] {
  const [first, ...others] = environments.filter(({ accountId }) => ACCOUNT.pattern.test(accountId));
  if (!first) return [];
  const missing = [first, ...others].map(({ name, accountId }) => `account ${accountId} of environment ${name}`);
  const is = others.length === 0 ? 'is' : 'are';
  const message = `${missing.join(', ')} ${is} not in the organization`;
  const remedy = `add { id: ${first.name}.accountId, name: '${first.name}' } to the accounts of an OU`;
  return [
    refused(
      'environment-not-in-tree',
      'root',
      message,
      others.length === 0 ? remedy : `${remedy}, and the others alike`,
    ),
  ];
}

/** What is in an OU that is listed twice follows from it. */
function unitsTwice(organization: Organization): Finding[] {
  const units = unitsOf(organization);
  const twice = listedTwice(
    units.map(({ path }) => path),
    'root.ous',
    'OU',
  );
  const outermost = twice.filter(
    ({ found }) => !twice.some((other) => other.found !== found && String(found).startsWith(`${other.found}/`)),
  );
  const different = units.filter(({ path }, index) => units.findIndex((other) => other.path === path) === index);
  return [
    ...outermost,
    ...listedTwice(
      different.map(({ unit }) => unit.id),
      'root.ous',
      'OU id',
    ),
  ];
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
