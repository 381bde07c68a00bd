import { mergeInherited } from './inheritance';

/**
 * The examples of AWS's own pages, with other values. Where a page contradicts itself or what was observed, the
 * observation is here, and the test says so.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
describe('O7 tag policies', () => {
  const root = {
    tags: { team: { tag_key: { '@@assign': 'Team' }, tag_value: { '@@assign': ['Payments', 'Search'] } } },
  };
  const appending = {
    tags: {
      team: { tag_value: { '@@append': ['Growth'] }, enforced_for: { '@@append': ['ec2:instance', 's3:bucket'] } },
    },
  };

  test('1: a child overwrites the values, and adds a setting', () => {
    const child = {
      tags: { team: { tag_value: { '@@assign': ['Labs'] }, enforced_for: { '@@assign': ['ec2:instance'] } } },
    };
    expect(mergeInherited([[root], [child]])).toEqual({
      tags: { team: { tag_key: 'Team', tag_value: ['Labs'], enforced_for: ['ec2:instance'] } },
    });
  });

  test('2: a child appends, to a list that is inherited and to one that is not', () => {
    expect(mergeInherited([[root], [appending]])).toEqual({
      tags: {
        team: {
          tag_key: 'Team',
          tag_value: ['Payments', 'Search', 'Growth'],
          enforced_for: ['ec2:instance', 's3:bucket'],
        },
      },
    });
  });

  test('3: an account removes; the page lets the emptied list vanish, but it was observed to stay', () => {
    const account = {
      tags: {
        team: {
          tag_value: { '@@remove': ['Payments', 'Growth', 'Unknown'] },
          enforced_for: { '@@remove': ['ec2:instance', 's3:bucket'] },
        },
      },
    };
    expect(mergeInherited([[root], [appending], [account]])).toEqual({
      tags: { team: { tag_key: 'Team', tag_value: ['Search'], enforced_for: [] } },
    });
  });

  test('4: a child cannot change the locked key, but may append; the page prints the key in the wrong case', () => {
    const locked = {
      tags: {
        team: {
          tag_key: { '@@operators_allowed_for_child_policies': ['@@none'], '@@assign': 'Team' },
          tag_value: { '@@operators_allowed_for_child_policies': ['@@append'], '@@assign': ['Payments'] },
        },
      },
    };
    const child = { tags: { team: { tag_key: { '@@assign': 'TEAM' }, tag_value: { '@@append': ['Payments - EU'] } } } };
    expect(mergeInherited([[locked], [child]])).toEqual({
      tags: { team: { tag_key: 'Team', tag_value: ['Payments', 'Payments - EU'] } },
    });
  });

  test('5: two policies at the root: children may do what both allow', () => {
    const first = {
      tags: {
        team: { tag_value: { '@@operators_allowed_for_child_policies': ['@@append'], '@@assign': ['Payments'] } },
      },
    };
    const second = {
      tags: { team: { tag_value: { '@@operators_allowed_for_child_policies': ['@@append', '@@remove'] } } },
    };
    const child = { tags: { team: { tag_value: { '@@append': ['Search'], '@@remove': ['Payments'] } } } };
    expect(mergeInherited([[first, second], [child]])).toEqual({
      tags: { team: { tag_value: ['Payments', 'Search'] } },
    });
  });

  test('6: two policies at the root: the one attached first gives the key', () => {
    const first = { tags: { team: { tag_key: { '@@assign': 'TEAM' }, tag_value: { '@@append': ['Payments'] } } } };
    const second = { tags: { team: { tag_key: { '@@assign': 'team' } } } };
    expect(mergeInherited([[first, second]])).toEqual({ tags: { team: { tag_key: 'TEAM', tag_value: ['Payments'] } } });
  });
});

describe('O7 backup policies', () => {
  const plan = (name: string, vault: string) => ({
    plans: {
      [name]: {
        regions: { '@@append': ['eu-west-1', 'eu-north-1'] },
        rules: {
          Nightly: {
            schedule_expression: { '@@assign': 'cron(0 3 ? * * *)' },
            target_backup_vault_name: { '@@assign': vault },
            lifecycle: { delete_after_days: { '@@assign': 270 } },
          },
        },
      },
    },
  });
  const merged = (vault: string) => ({
    regions: ['eu-west-1', 'eu-north-1'],
    rules: {
      nightly: {
        schedule_expression: 'cron(0 3 ? * * *)',
        target_backup_vault_name: vault,
        lifecycle: { delete_after_days: '270' },
      },
    },
  });

  test('1 and 2: a single policy stays without operators; a child adds a plan', () => {
    expect(mergeInherited([[plan('Customers', 'Safe')]])).toEqual({ plans: { customers: merged('Safe') } });
    expect(mergeInherited([[plan('Customers', 'Safe')], [plan('Ledger', 'Vault')]])).toEqual({
      plans: { customers: merged('Safe'), ledger: merged('Vault') },
    });
  });

  test('3: none at every place: children are ignored', () => {
    const lock = (node: unknown): unknown =>
      typeof node === 'object' && node !== null && !Array.isArray(node)
        ? {
            ...Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, lock(inner)])),
            '@@operators_allowed_for_child_policies': ['@@none'],
          }
        : node;
    const locked = { plans: lock(plan('Customers', 'Safe').plans) };
    const child = { plans: { ...plan('Customers', 'Other').plans, ...plan('Ledger', 'Vault').plans } };
    expect(mergeInherited([[locked], [child]])).toEqual({ plans: { customers: merged('Safe') } });
  });

  test('4: a plan is closed, but other plans may be appended', () => {
    const { Customers } = plan('Customers', 'Safe').plans;
    const root = {
      plans: {
        '@@operators_allowed_for_child_policies': ['@@append'],
        Customers: { '@@operators_allowed_for_child_policies': ['@@none'], ...Customers },
      },
    };
    const child = {
      plans: {
        ...plan('Ledger', 'Vault').plans,
        customers: { selections: { tags: { t: { tag_key: { '@@assign': 'x' } } } } },
      },
    };
    expect(mergeInherited([[root], [child]])).toEqual({
      plans: { customers: merged('Safe'), ledger: merged('Vault') },
    });
  });

  test('5: a child replaces the regions and some settings of a rule, and inherits the others', () => {
    const child = {
      plans: {
        Customers: {
          regions: { '@@assign': ['us-west-2'] },
          rules: { nightly: { target_backup_vault_name: { '@@assign': 'Default' } } },
        },
      },
    };
    expect(mergeInherited([[plan('Customers', 'Safe')], [child]])).toEqual({
      plans: { customers: { ...merged('Default'), regions: ['us-west-2'] } },
    });
  });
});

describe("O7 the AI services' policies", () => {
  test('1: none at each of three places keeps out new services and other values', () => {
    const none = { '@@operators_allowed_for_child_policies': ['@@none'] };
    const root = { services: { ...none, default: { ...none, opt_out_policy: { ...none, '@@assign': 'optOut' } } } };
    const child = {
      services: {
        default: { opt_out_policy: { '@@assign': 'optIn' } },
        lex: { opt_out_policy: { '@@assign': 'optIn' } },
      },
    };
    expect(mergeInherited([[root], [child]])).toEqual({ services: { default: { opt_out_policy: 'optOut' } } });
  });

  test('2: the default is locked, services may be added', () => {
    const none = { '@@operators_allowed_for_child_policies': ['@@none'] };
    const root = { services: { default: { ...none, opt_out_policy: { ...none, '@@assign': 'optOut' } } } };
    const child = { services: { lex: { opt_out_policy: { '@@assign': 'optIn' } } } };
    expect(mergeInherited([[root], [child]])).toEqual({
      services: { default: { opt_out_policy: 'optOut' }, lex: { opt_out_policy: 'optIn' } },
    });
  });
});
