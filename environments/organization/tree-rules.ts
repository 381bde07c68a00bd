import type { Finding } from '../../domain/finding';
import { accountsOf, membersOf, unitsOf } from '../../domain/organization/organization';
import { ACCOUNT, ACCOUNT_NAME, MEMBER, ROOT, shaped, UNIT } from '../rules/formats';
import { serviceDiffers } from '../rules/service-differs';
import type { Environment } from '../schema';
import { repeated } from './duplicate-rules';
import type { Organization } from './organization';
import { type OrganizationRule, refused } from './organization-rule';

/** Each aliased provider is a separate process, so one stack supports only this many. */
const MOST_MEMBERS = 20;

/** The tree: valid IDs, every account in one place, the account of every environment. */
export const treeRules: OrganizationRule = (organization, { environments }) => {
  const { service, managementAccount, baseline } = organization;
  const members = membersOf(organization);
  const accounts = [...new Set([managementAccount.id, ...members.map((member) => member.id)])];
  return [
    ...serviceDiffers(service, environments),
    ...unitsOfAnotherRoot(organization),
    ...unitsTwice(organization),
    ...placedTwice(organization),
    ...(baseline.rollout === 'providers' ? namesNotAllowed(organization) : []),
    ...notInTree(environments.filter(({ accountId }) => !accounts.includes(accountId))),
    ...(baseline.rollout === 'providers' ? tooManyMembers(providedMembers(organization)) : []),
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
  // Valid in organization.ts, and in the file that `organization pull` writes.
  const remedy = `run npx backupctl organization pull, or add { "id": "${first.accountId}", "name": "${first.name}" } to the accounts of an OU`;
  return [
    refused(
      'environment-not-in-tree',
      'root',
      message,
      others.length === 0 ? remedy : `${remedy}, and add the others in the same way`,
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
  // The first of each path.
  const different = new Map(units.toReversed().map((unit) => [unit.path, unit]));
  return [
    ...outermost,
    ...listedTwice(
      [...different.values()].toReversed().map(({ unit }) => unit.id),
      'root.ous',
      'OU id',
    ),
  ];
}

/**
 * The ID of an OU contains that of its root. If all have the same other one, the root is wrong.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 */
function unitsOfAnotherRoot(organization: Organization): Finding[] {
  const { id: root } = organization.root;
  if (!ROOT.pattern.test(root)) return [];
  const units = unitsOf(organization).filter(({ unit: { id } }) => UNIT.pattern.test(id));
  const foreign = units.filter(({ unit: { id } }) => rootOf(id) !== root);
  const [first, ...others] = new Set(foreign.map(({ unit: { id } }) => rootOf(id)));
  if (first !== undefined && others.length === 0 && foreign.length === units.length && units.length > 1) {
    const message = `every OU is below the root ${first}, but the root is ${root}`;
    return [refused('unit-of-another-root', 'root.id', message, `write ${first}, or the OUs of ${root}`, root)];
  }
  return foreign.map(({ unit: { id }, path }) =>
    refused(
      'unit-of-another-root',
      `root.ous.${path.replaceAll('/', '.ous.')}.id`,
      `the OU is below the root ${rootOf(id)}, but the root is ${root}`,
      'write the ID of the OU in this organization',
      id,
    ),
  );
}

function rootOf(unitId: string): string {
  return unitId.replace(/^ou-([^-]*)-.*$/, 'r-$1');
}

function listedTwice(names: readonly string[], path: string, what: string): Finding[] {
  return repeated(names).map((name) =>
    refused('unit-twice', path, `${what} ${name} is used twice`, 'give each OU its own name and ID', name),
  );
}

/** Providers tag everything in a member account with its name. */
function namesNotAllowed(organization: Organization): Finding[] {
  const { accounts } = organization.root;
  const places = [
    { accounts, path: 'root' },
    ...unitsOf(organization).map(({ unit, path }) => ({
      accounts: unit.accounts,
      path: `root.ous.${path.replaceAll('/', '.ous.')}`,
    })),
  ];
  return places.flatMap(({ accounts: members, path }) =>
    members
      .filter(({ name }) => ACCOUNT_NAME.pattern.test(name))
      .flatMap(({ name }) => shaped(name, MEMBER, `${path}.accounts.${name}.name`)),
  );
}

function placedTwice(organization: Parameters<OrganizationRule>[0]): Finding[] {
  const places = [
    ...organization.root.accounts.map(({ id }) => ({ id, place: 'the root' })),
    ...unitsOf(organization).flatMap(({ unit, path }) => unit.accounts.map(({ id }) => ({ id, place: path }))),
  ];
  const firstPlaces = new Map<string, string>();
  return places.flatMap(({ id, place }) => {
    const first = firstPlaces.get(id);
    if (first === undefined) {
      firstPlaces.set(id, place);
      return [];
    }
    return [
      refused(
        'account-in-two-places',
        'root',
        first === place
          ? `account ${id} is twice in ${place}`
          : `account ${id} is in ${first} and in ${place}, but an account can be in only one OU`,
        first === place ? 'list it once' : 'keep the one that matches AWS, and remove the other',
        id,
      ),
    ];
  });
}

/** The members with a provider of their own: also those that are leaving, whose resources Terraform forgets. */
function providedMembers(organization: Organization): number {
  return accountsOf(organization).length - 1;
}

function tooManyMembers(count: number): Finding[] {
  if (count <= MOST_MEMBERS) return [];
  return [
    refused(
      'too-many-members',
      'baseline.rollout',
      `${count} member accounts, but providers reach ${MOST_MEMBERS}: each is a process of hundreds of megabytes`,
      `set baseline.rollout to 'stack-set', which reaches any number of accounts: docs/members.md`,
      'providers',
    ),
  ];
}
