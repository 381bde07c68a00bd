import fc from 'fast-check';

import { accountsOf, treeOf } from '../../domain/organization/organization';
import { effectivePolicies } from '../../domain/policy/organization-tree';
import { requiredNames } from '../../domain/policy/required-names';
import { missingNames } from '../../stacks/organizations/names-proof';
import { fixtures } from '../../testing/fixtures';
import { readFile } from '../read-file';
import { organizationFields } from '../schema/organization';
import { effectRules } from './effect-rules';
import { completeOrganization, type Organization, type OrganizationInput } from './organization';

// Accounts share what they have in common. Here every account is judged by itself, and both agree.

const NOW = new Date('2026-11-21T00:00:00Z');
const ITSELF = '$account';
/** Up to ten accounts, which messages list. */
const UNITS = ['A', 'A/B', 'C'];
const accountId = (index: number): string => String(100_000_000_000 + index);

const number = fc.integer({ min: 0, max: 8 });
const vault = fc.constantFrom('Safe', 'Other', 'Missing');
const region = fc.constantFrom('ap-northeast-1', 'us-east-1');
const target = fc.option(number.map(accountId), { nil: undefined });
const copy = fc.record({ vault, region, accountId: target, deleteAfterDays: fc.constantFrom(1, 30) });
const airGapped = fc.option(fc.constant('gapped'), { nil: undefined });
const rule = fc.record({
  vault,
  airGappedVault: airGapped,
  deleteAfterDays: fc.constantFrom(3, 30),
  copies: fc.array(copy, { maxLength: 2 }),
});
const attachTo = fc.record({
  root: fc.boolean(),
  ous: fc.subarray(UNITS),
  accounts: fc.uniqueArray(number.map(accountId), { maxLength: 2 }),
});
const policy = fc.record({ rule, attachTo, complete: fc.boolean() });

type Policy = typeof policy extends fc.Arbitrary<infer P> ? P : never;

const organizations = fc
  .record({
    places: fc.array(fc.constantFrom('root', ...UNITS), { minLength: 1, maxLength: 9 }),
    policies: fc.array(policy, { maxLength: 4 }),
  })
  .map(({ places, policies }) => organizationOf(places, policies));

function organizationOf(places: readonly string[], policies: readonly Policy[]): Organization {
  const accountsIn = (place: string) =>
    places.flatMap((one, index) => (one === place ? [{ id: accountId(index), name: `a${index}` }] : []));
  const unit = (name: string, path: string, ous: NonNullable<OrganizationInput['root']['ous']> = []) => ({
    id: `ou-ab12-0000000${name.toLowerCase()}`,
    name,
    ous,
    accounts: accountsIn(path),
  });
  const input: OrganizationInput = {
    ...fixtures.organization,
    root: {
      id: 'r-ab12',
      ous: [unit('A', 'A', [unit('B', 'A/B')]), unit('C', 'C')],
      accounts: accountsIn('root'),
    },
    baseline: {
      regions: ['ap-northeast-1'],
      vaults: [{ name: 'Safe', lock: { mode: 'governance', minRetentionDays: 7 } }, { name: 'Other' }],
      role: { name: 'Backup' },
    },
    policies: policies.map(({ rule: written, attachTo: to, complete }, index) => ({
      name: `P${index}`,
      attachTo: to,
      plans: [
        {
          name: 'plan',
          ...(complete
            ? {
                regions: ['ap-northeast-1'],
                selections: [{ name: 'all', role: 'Backup', tag: { key: 'Backup', values: ['On'] } }],
              }
            : {}),
          rules: [{ name: `R${index % 2}`, schedule: 'cron(0 3 ? * * *)', ...written }],
        },
      ],
    })),
  };
  const { value } = readFile(organizationFields, { file: 'organization.ts', input });
  if (!value) throw new Error('it cannot be read');
  return completeOrganization(value);
}

/** Every finding by what it says of any account, with its accounts. */
function findingsOf(organization: Organization): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { rule: name, path, message } of effectRules(organization, { environments: [], now: NOW })) {
    const [, text = message, list = ''] = /^(.*) \(in accounts? ([\d, ]+)\)$/s.exec(message) ?? [];
    const ids = list === '' ? [] : list.split(', ');
    const [only] = ids;
    const general = ids.length === 1 && only !== undefined ? text.replaceAll(only, ITSELF) : text;
    // Which other policies contribute can differ between the accounts.
    const key = `${name} ${path} ${general.replace(/, together with policy .*$/, '')}`;
    found[key] = [...(found[key] ?? []), ...ids].toSorted();
  }
  return found;
}

/** The same, one account after the other: the vaults of those that are leaving are not judged. */
function findingsOneByOne(organization: Organization): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { id } of accountsOf(organization)) {
    for (const [key, ids] of Object.entries(findingsOf(onlyStaying(id, organization)))) {
      found.set(key, new Set([...(found.get(key) ?? []), ...ids]));
    }
  }
  return Object.fromEntries([...found].map(([key, ids]) => [key, [...ids].toSorted()]));
}

function onlyStaying(stays: string, organization: Organization): Organization {
  const marked = <U extends Pick<Organization['root'], 'accounts' | 'ous'>>(unit: U): U => ({
    ...unit,
    ous: unit.ous.map(marked),
    accounts: unit.accounts.map((account) => ({ ...account, leaving: account.id !== stays })),
  });
  return { ...organization, root: marked(organization.root) };
}

test('M12 findings of effective policies are those of each account by itself', () => {
  let found = 0;
  fc.assert(
    fc.property(organizations, (organization) => {
      const findings = findingsOf(organization);
      found += Object.keys(findings).length;
      expect(findings).toEqual(findingsOneByOne(organization));
    }),
    { numRuns: 30 },
  );
  expect(found).toBeGreaterThan(30);
});

test('M12 an effective policy that accounts share is that of each account by itself', () => {
  fc.assert(
    fc.property(organizations, (organization) => {
      const tree = treeOf(organization);
      for (const policyOf of effectivePolicies(tree, { now: NOW })) {
        expect([...effectivePolicies(tree, { now: NOW, accountId: policyOf.accountId })]).toEqual([policyOf]);
      }
    }),
    { numRuns: 20 },
  );
});

test('M4 M12 the names that are missing are those of each account by itself', () => {
  fc.assert(
    fc.property(organizations, (organization) => {
      const missing = missingNames(organization, {}, []).map(({ found }) => String(found));
      const known = new Set(accountsOf(organization).map(({ id }) => id));
      const all = [...effectivePolicies(treeOf(organization), { now: NOW })].flatMap((effect) =>
        requiredNames(effect.effectivePolicy, effect.accountId).filter((one) => known.has(one.accountId)),
      );
      expect(missing.toSorted()).toEqual(
        [...new Map(all.map(({ kind, name }) => [`${kind} ${name}`, name])).values()].toSorted(),
      );
      for (const { found, message } of missingNames(organization, {}, [])) {
        const ids = new Set(message.match(/\b\d{12}\b/g));
        const expected = all.filter(({ kind, name }) => name === found && message.includes(`no ${kind} ${name} in`));
        expect([...ids].toSorted()).toEqual([...new Set(expected.map((one) => one.accountId))].toSorted());
      }
    }),
    { numRuns: 20 },
  );
});
