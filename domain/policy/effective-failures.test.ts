import { assign, effective, errorsOf, rule, withPlan, withRule } from '../../testing/policy/sample-policy';

describe('O7 what AWS publishes, and what then fails', () => {
  test('deleted less than 90 days after it turned cold, though each policy alone is right', () => {
    const cold = withRule({
      lifecycle: { move_to_cold_storage_after_days: assign(30), delete_after_days: assign(120) },
    });
    const sooner = { plans: { a: { rules: { r: { lifecycle: { delete_after_days: assign('119') } } } } } };
    expect(errorsOf(cold)).toEqual([]);
    expect(effective(cold, sooner)).toMatchObject({
      published: true,
      errors: [
        {
          code: 'cold-storage-too-short',
          source: 'backupctl',
          path: 'plans/a/rules/r/lifecycle/delete_after_days',
          message: 'deletes after 119 days, but a recovery point that turns cold after 30 days must be kept 120',
          contributingPolicies: ['P0', 'P1'],
        },
      ],
    });
  });

  test('the lifecycle of a copy is judged like that of its rule', () => {
    const arn = 'arn:aws:backup:eu-north-1:$account:backup-vault:Other';
    const lifecycle = { move_to_cold_storage_after_days: assign(30), delete_after_days: assign(119) };
    const copy_actions = { [arn]: { target_backup_vault_arn: assign(arn), lifecycle } };
    expect(errorsOf(withRule({ copy_actions }))).toEqual([
      `backupctl cold-storage-too-short plans/a/rules/r/copy_actions/${arn.toLowerCase()}/lifecycle/delete_after_days`,
    ]);
  });

  test.each([
    [
      'complete <= start',
      { start_backup_window_minutes: assign(480), complete_backup_window_minutes: assign('480') },
      'completion-before-start',
      'complete_backup_window_minutes',
    ],
    [
      'complete <= the default start window',
      { complete_backup_window_minutes: assign('480') },
      'completion-before-start',
      'complete_backup_window_minutes',
    ],
    [
      'the default completion window <= start',
      { start_backup_window_minutes: assign('10080') },
      'completion-before-start',
      'complete_backup_window_minutes',
    ],
    [
      'more than 36,500 days',
      { lifecycle: { delete_after_days: assign('36501') } },
      'lifecycle-too-long',
      'lifecycle/delete_after_days',
    ],
    [
      'more than 100 years to complete',
      { complete_backup_window_minutes: assign('52560001') },
      'window-too-long',
      'complete_backup_window_minutes',
    ],
    [
      'a retention that no logically air-gapped vault allows',
      {
        target_logically_air_gapped_backup_vault_arn: assign('arn:aws:backup:$region:$account:backup-vault:gap'),
        lifecycle: {},
      },
      'retention-outside-lock',
      'lifecycle/delete_after_days',
    ],
    [
      'a vault of one letter',
      { target_backup_vault_name: assign('V') },
      'name-not-allowed',
      'target_backup_vault_name',
    ],
    [
      'no run any more',
      { schedule_expression: assign('cron(0 3 1 1 ? 2020)') },
      'rule-never-runs',
      'schedule_expression',
    ],
    [
      'a day that never comes',
      { schedule_expression: assign('cron(0 3 31 2 ? *)') },
      'rule-never-runs',
      'schedule_expression',
    ],
    [
      'continuous, and cold storage inherited',
      {
        enable_continuous_backup: assign('true'),
        lifecycle: { move_to_cold_storage_after_days: assign(1), delete_after_days: assign(35) },
      },
      'continuous-cold-storage',
      'lifecycle/move_to_cold_storage_after_days',
    ],
  ])('%s', (_, changed, code, path) => {
    expect(errorsOf(withRule(changed))).toContain(`backupctl ${code} plans/a/rules/r/${path}`);
    expect(effective(withRule(changed)).published).toBe(true);
  });

  test('numbers at the limits of AWS Backup pass', () => {
    const limits = {
      start_backup_window_minutes: assign('10079'),
      lifecycle: { delete_after_days: assign('36500') },
      target_logically_air_gapped_backup_vault_arn: assign('arn:aws:backup:$region:$account:backup-vault:gap'),
    };
    expect(errorsOf(withRule(limits))).toEqual([]);
    expect(errorsOf(withRule({ complete_backup_window_minutes: assign('52560000') }))).toEqual([]);
    expect(errorsOf(withRule({ complete_backup_window_minutes: assign('481') }))).toEqual([]);
  });

  test.each(['cron(0 3 31 2 ?)', 'cron(0  3 31  2 ? *)', 'cron(0 3 1 1 ? 2020 * more)'])(
    'a schedule as only Organizations takes it is read: %s never runs',
    (schedule) => {
      expect(errorsOf(withRule({ schedule_expression: assign(schedule) }))).toEqual([
        'backupctl rule-never-runs plans/a/rules/r/schedule_expression',
      ]);
    },
  );

  test('an invalid schedule is left to the linter', () => {
    for (const schedule of ['rate(1 day)', 'cron(x)']) {
      expect(errorsOf(withRule({ schedule_expression: assign(schedule) }))).toEqual([]);
    }
    expect(errorsOf(withRule({ schedule_expression_timezone: assign('Nowhere/Land') }))).toEqual([]);
  });

  test('a selection without a role, or that selects nothing', () => {
    const withoutRole = { tags: { t: { tag_key: assign('k'), tag_value: assign(['v']) } } };
    expect(errorsOf(withPlan({ selections: withoutRole }))).toEqual([
      'backupctl KEY_REQUIRED plans/a/selections/tags/t',
    ]);
    const role = { iam_role_arn: assign('arn:aws:iam::$account:role/Backup') };
    const conditions = {
      string_equals: { c: { condition_key: assign('aws:ResourceTag/k'), condition_value: assign('v') } },
    };
    expect(errorsOf(withPlan({ selections: { resources: { r: role } } }))).toEqual([
      'backupctl KEY_REQUIRED plans/a/selections/resources/r',
    ]);
    expect(errorsOf(withPlan({ selections: { resources: { r: { ...role, conditions } } } }))).toEqual([]);
  });

  test.each(['condition_key', 'condition_value'])('a condition without its %s', (left) => {
    const complete = { condition_key: assign('aws:ResourceTag/k'), condition_value: assign('v') };
    const typed = (condition: object) => ({
      resources: {
        s: {
          iam_role_arn: assign('arn:aws:iam::$account:role/Backup'),
          resource_types: assign(['*']),
          conditions: { string_like: { c: condition } },
        },
      },
    });
    expect(errorsOf(withPlan({ selections: typed(complete) }))).toEqual([]);
    expect(errorsOf(withPlan({ selections: typed({ ...complete, [left]: {} }) }))).toContain(
      'backupctl KEY_REQUIRED plans/a/selections/resources/s/conditions/string_like/c',
    );
  });

  test('a policy of GovCloud, which is judged by its own partition', () => {
    const arn = 'arn:aws-us-gov:backup:us-gov-east-1:$account:backup-vault:dr';
    const role = { iam_role_arn: assign('arn:aws-us-gov:iam::$account:role/Backup') };
    const resources = { s: { ...role, resource_types: assign(['arn:aws-us-gov:ec2:*:*:volume/*']) } };
    const gov = withPlan({
      regions: assign(['us-gov-west-1']),
      rules: { R: rule({ copy_actions: { [arn]: { target_backup_vault_arn: assign(arn) } } }) },
      selections: { resources },
    });
    expect(effective(gov)).toMatchObject({ published: true, errors: [] });
    const child = { plans: { a: { regions: { '@@append': ['us-east-1'] } } } };
    expect(effective(gov, child).errors).toEqual([
      {
        code: 'partitions-mixed',
        source: 'backupctl',
        path: 'plans/a/regions',
        message: '"us-east-1" is in partition aws, but "us-gov-west-1" is in aws-us-gov',
        contributingPolicies: ['P0', 'P1'],
      },
    ]);
  });

  test('a selection that another policy contradicts, with both policies', () => {
    const typed = (conditions: object) => ({ plans: { A: { selections: { resources: { s: { conditions } } } } } });
    const condition = (value: string) => ({
      condition_key: assign('aws:ResourceTag/Stage'),
      condition_value: assign(value),
    });
    const parent = withPlan({
      selections: {
        resources: {
          s: {
            iam_role_arn: assign('arn:aws:iam::$account:role/Backup'),
            resource_types: assign(['*']),
            conditions: { string_equals: { mine: condition('prod-1') } },
          },
        },
      },
    });
    expect(effective(parent, typed({ string_not_like: { theirs: condition('prod-*') } })).errors).toEqual([
      {
        code: 'conditions-contradict',
        source: 'backupctl',
        path: 'plans/a/selections/resources/s/conditions/string_not_like/theirs/condition_value',
        message:
          'no value of the tag Stage satisfies StringEquals "prod-1" and StringNotLike "prod-*", so nothing would be selected',
        contributingPolicies: ['P0', 'P1'],
      },
    ]);
    expect(errorsOf(parent, typed({ string_not_like: { theirs: condition('test-*') } }))).toEqual([]);
    expect(errorsOf(parent, typed({ string_equals: { theirs: condition('prod-2') } }))).toEqual([
      'backupctl tag-with-two-values plans/a/selections/resources/s/conditions/string_equals/theirs/condition_value',
    ]);
  });

  test('more copies, tags and selections than AWS Backup allows', () => {
    const many = (count: number, of: (index: number) => object) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, of(index)]));
    const copy_actions = many(6, () => ({ target_backup_vault_arn: assign('x') }));
    const recovery_point_tags = many(11, (n) => ({ tag_key: assign(`n${n}`), tag_value: assign('v') }));
    const tags = many(11, () => ({ iam_role_arn: assign('r'), tag_key: assign('k'), tag_value: assign(['v']) }));
    expect(
      errorsOf(withPlan({ rules: { R: rule({ copy_actions, recovery_point_tags }) }, selections: { tags } })),
    ).toEqual([
      'backupctl quota-exceeded plans/a/rules/r/copy_actions',
      'backupctl quota-exceeded plans/a/rules/r/recovery_point_tags',
      'backupctl quota-exceeded plans/a/selections/tags',
    ]);
  });
});
