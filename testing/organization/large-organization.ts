import type { OrganizationInput } from '../../environments/organization/organization';
import { fixtures } from '../fixtures';

type Root = OrganizationInput['root'];
type Unit = NonNullable<Root['ous']>[number];
type Account = NonNullable<Root['accounts']>[number];

/** As many accounts are in one OU. */
const IN_ONE_OU = 50;
/** One of so many accounts is suspended. */
const ONE_SUSPENDED_IN = 97;
/** The OUs that hold teams, and their share of the accounts in percent. */
const SHARES = { Production: 50, Development: 30, Sandbox: 20 } as const;

/**
 * The tree of an organization with so many accounts in four levels of OUs, always the same one. The accounts of the frozen
 * environments are in it.
 */
function largeTree(accounts: number): Root {
  const { dev, stg, prod } = fixtures;
  const all = Array.from({ length: accounts }, (_, index): Account => {
    const [environment] = [dev, stg, prod].slice(index);
    if (environment && index < 3) return { id: environment.accountId, name: environment.name };
    const account = { id: String(600_000_000_000 + index), name: `account-${String(index).padStart(5, '0')}` };
    return index % ONE_SUSPENDED_IN === ONE_SUSPENDED_IN - 1 ? { ...account, state: 'suspended' } : account;
  });
  let from = 0;
  const share = (of: keyof typeof SHARES): Account[] => {
    const part = all.slice(from, of === 'Sandbox' ? undefined : from + Math.ceil((accounts * SHARES[of]) / 100));
    from += part.length;
    return part;
  };
  const [production, development, sandbox] = (['Production', 'Development', 'Sandbox'] as const).map((name, index) =>
    unitOf(name, String(index), teams(share(name), index)),
  ) as [Unit, Unit, Unit];
  return { id: 'r-ab12', ous: [unitOf('Workloads', 'w', [production, development]), sandbox] };
}

/** Teams of two OUs each. */
function teams(accounts: readonly Account[], number: number): Unit[] {
  return chunks(accounts, 2 * IN_ONE_OU).map((ofTeam, index) => {
    const id = `${number}t${index}`;
    const stages = chunks(ofTeam, IN_ONE_OU).map((part, stage) => ({
      ...unitOf(stage === 0 ? 'Core' : 'Edge', `${id}s${stage}`, []),
      accounts: [...part],
    }));
    return unitOf(`Team-${String(index + 1).padStart(2, '0')}`, id, stages);
  });
}

function unitOf(name: string, id: string, ous: Unit[]): Unit {
  return { id: `ou-ab12-${id.padStart(8, '0')}`, name, ous };
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

const REGION = 'ap-northeast-1';
const VAULT = 'test-bk-vault';

const schedules = {
  daily: { schedule: 'cron(0 3 * * ? *)', deleteAfterDays: 30 },
  hourly: { schedule: 'cron(0 * * * ? *)', deleteAfterDays: 7 },
  weekly: { schedule: 'cron(0 4 ? * SUN *)', deleteAfterDays: 14 },
};

function planOf(name: keyof typeof schedules, copies: { vault: string; region: string; deleteAfterDays: number }[]) {
  return {
    name,
    regions: [REGION],
    rules: [{ name, vault: VAULT, ...schedules[name], startWindowMinutes: 60, completionWindowMinutes: 600, copies }],
    selections: [{ name, role: 'test-bk-role', tag: { key: 'Backup', values: [name] } }],
  };
}

/** An organization with so many accounts and three policies: daily at the root, hourly in production, weekly in the sandbox. */
export function largeOrganization(accounts: number): OrganizationInput {
  return {
    ...fixtures.organization,
    root: largeTree(accounts),
    baseline: {
      ...fixtures.organization.baseline,
      rollout: 'stack-set',
      regions: [REGION, 'ap-northeast-3'],
      vaults: [{ name: VAULT, key: 'customer-managed' }],
    },
    policies: [
      { name: 'daily', attachTo: { root: true }, plans: [planOf('daily', [])] },
      {
        name: 'hourly',
        attachTo: { ous: ['Workloads/Production'] },
        plans: [planOf('hourly', [{ vault: VAULT, region: 'ap-northeast-3', deleteAfterDays: 7 }])],
      },
      { name: 'weekly', attachTo: { ous: ['Sandbox'] }, plans: [planOf('weekly', [])] },
    ],
  };
}
