import { assign, effective, plan, withRule } from '../../testing/policy/sample-policy';

describe('O7 form', () => {
  test('a complete policy is published without operators, with names in lower case and values as strings', () => {
    expect(effective({ plans: { 'Big.Plan': plan() } })).toEqual({
      accountId: '111111111111',
      effectivePolicy: {
        plans: {
          'big.plan': {
            regions: ['eu-west-1'],
            rules: {
              nightly: {
                schedule_expression: 'cron(0 3 ? * * *)',
                target_backup_vault_name: 'Safe',
                lifecycle: { delete_after_days: '30' },
              },
            },
            selections: {
              tags: {
                chosen: { iam_role_arn: 'arn:aws:iam::$account:role/Backup', tag_key: 'Backup', tag_value: ['On'] },
              },
            },
          },
        },
      },
      published: true,
      errors: [],
      provenance: expect.objectContaining({
        'plans/big.plan/regions': [{ action: 'set', policy: 'P0', target: 'ou-P0', value: ['eu-west-1'] }],
      }),
    });
  });

  test('the effective policy of an account without policies is empty, and nothing is wrong with it', () => {
    const nothing = { accountId: '111111111111', effectivePolicy: {}, published: true, errors: [], provenance: {} };
    expect(effective()).toEqual(nothing);
    expect(effective({ plans: {} })).toEqual(nothing);
  });

  test('an empty plan vanishes without an error, next to a valid one', () => {
    const { effectivePolicy, errors } = effective({ plans: { A: plan(), Empty: {} } });
    expect(Object.keys(effectivePolicy['plans'] ?? {})).toEqual(['a']);
    expect(errors).toEqual([]);
  });

  test('one invalid plan withholds all, and what would merge is shown', () => {
    const { published, effectivePolicy } = effective({ plans: { A: plan(), B: plan({ regions: {} }) } });
    expect(published).toBe(false);
    expect(Object.keys(effectivePolicy['plans'] ?? {})).toEqual(['a', 'b']);
  });

  test('our errors do not prevent AWS from publishing', () => {
    const { published, errors } = effective(withRule({ target_backup_vault_name: assign('V') }));
    expect(published).toBe(true);
    expect(errors).toHaveLength(1);
  });
});
