import { assign, effective, errorsOf, rule, withPlan, withRule } from '../../testing/policy/sample-policy';

describe('O7 what AWS reports', () => {
  test.each([
    ['regions', 'aws KEY_REQUIRED plans/a'],
    ['selections', 'aws KEY_REQUIRED plans/a'],
    ['rules', 'backupctl KEY_REQUIRED plans/a'],
  ])('a plan needs %s', (name, error) => {
    expect(errorsOf(withPlan({ [name]: {} }))).toEqual([error]);
  });

  test('a rule needs a vault, and the whole error names who made the rule', () => {
    const child = withRule({ target_backup_vault_name: {} });
    expect(effective({ plans: { A: { regions: assign(['eu-west-1']) } } }, child).errors).toEqual([
      {
        code: 'KEY_REQUIRED',
        source: 'aws',
        path: 'plans/a/rules/r',
        message: 'r needs target_backup_vault_name, and no policy sets it',
        contributingPolicies: ['P1'],
      },
    ]);
  });

  test('a list that is only ever removed from is missing, at the path of its parent', () => {
    expect(errorsOf(withPlan({ regions: { '@@remove': ['eu-west-1'] } }))).toEqual(['aws KEY_REQUIRED plans/a']);
    const selection = { plans: { a: { selections: { tags: { other: { '@@x': 1, tag_key: assign('k') } } } } } };
    expect(errorsOf(withPlan({}), selection)).toEqual([
      'backupctl KEY_REQUIRED plans/a/selections/tags/other',
      'aws KEY_REQUIRED plans/a/selections/tags/other',
    ]);
  });

  test('a list that is empty, at its own path: assigned so, or emptied', () => {
    const empty = ['aws ELEMENTS_TOO_FEW plans/a/regions'];
    expect(errorsOf(withPlan({ regions: assign([]) }))).toEqual(empty);
    expect(errorsOf(withPlan({}), { plans: { a: { regions: { '@@remove': ['eu-west-1'] } } } })).toEqual(empty);
    expect(effective(withPlan({ regions: assign([]) })).errors[0]?.contributingPolicies).toEqual(['P0']);
    const tags = { selections: { tags: { chosen: { tag_value: { '@@remove': ['On'] } } } } };
    expect(errorsOf(withPlan({}), { plans: { a: tags } })).toEqual([
      'aws ELEMENTS_TOO_FEW plans/a/selections/tags/chosen/tag_value',
    ]);
  });

  test('index types can be emptied, and the list stays', () => {
    const indexed = withRule({ index_actions: { resource_types: assign(['EBS']) } });
    const emptied = { plans: { a: { rules: { r: { index_actions: { resource_types: { '@@remove': ['EBS'] } } } } } } };
    const { effectivePolicy, errors } = effective(indexed, emptied);
    expect(errors).toEqual([]);
    expect(effectivePolicy).toMatchObject({
      plans: { a: { rules: { r: { index_actions: { resource_types: [] } } } } },
    });
  });

  test('ten rules pass, an eleventh is too many; empty ones do not count', () => {
    const rules = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`R${n}`, rule()]));
    expect(errorsOf(withPlan({ rules: { ...rules(10), Empty: {} } }))).toEqual([]);
    expect(errorsOf(withPlan({ rules: rules(6) }), { plans: { a: { rules: { r9: rule(), ...rules(4) } } } })).toEqual(
      [],
    );
    const { errors } = effective(withPlan({ rules: rules(10) }), { plans: { a: { rules: { Extra: rule() } } } });
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'ELEMENTS_TOO_MANY',
        source: 'aws',
        path: 'plans/a/rules',
        contributingPolicies: ['P0', 'P1'],
      }),
    ]);
  });

  test('continuous backup with a retention above 35 days, at the path of the rule', () => {
    const continuous = withRule({ enable_continuous_backup: assign(true) });
    const longer = (days: number) => ({
      plans: { a: { rules: { r: { lifecycle: { delete_after_days: assign(days) } } } } },
    });
    expect(errorsOf(continuous, longer(35))).toEqual([]);
    expect(effective(continuous, longer(36)).errors).toEqual([
      {
        code: 'CROSS_ATTRIBUTE_VALIDATION',
        source: 'aws',
        path: 'plans/a/rules/r',
        message: 'a continuous backup is kept 36 days, but the maximum is 35 days',
        contributingPolicies: ['P0', 'P1'],
      },
    ]);
  });

  const CROSS = 'aws CROSS_ATTRIBUTE_VALIDATION plans/a/rules/r';
  const archive = (cold: number | undefined, gone: number | undefined) => ({
    ...(cold === undefined ? {} : { move_to_cold_storage_after_days: assign(cold) }),
    ...(gone === undefined ? {} : { delete_after_days: assign(gone) }),
    opt_in_to_archive_for_supported_resources: assign('true'),
  });
  const monthly = assign('cron(0 3 1 * ? *)');

  test('archive needs 90 days between cold and deleted, both values, a schedule, and 28 days between runs', () => {
    const rules = (lifecycle: object, schedule: object = monthly) =>
      withRule({ lifecycle, schedule_expression: schedule });
    expect(errorsOf(rules(archive(1, 91)))).toEqual([]);
    expect(errorsOf(rules(archive(1, 90)))).toEqual([CROSS]);
    expect(errorsOf(rules(archive(undefined, 90)))).toEqual([CROSS]);
    expect(errorsOf(rules(archive(1, 91), {}))).toEqual([CROSS]);
    expect(errorsOf(rules(archive(1, 91), assign('cron(0 3 ? * SUN *)')))).toEqual([CROSS]);
  });

  test('the same conflict is reported once, in a rule and its copies; different ones separately', () => {
    const copy = (vault: string) => `arn:aws:backup:eu-north-1:$account:backup-vault:${vault}`;
    const copies = (...lifecycles: object[]) =>
      Object.fromEntries(
        lifecycles.map((lifecycle, index) => [
          copy(`V${index}`),
          { target_backup_vault_arn: assign(copy(`V${index}`)), lifecycle },
        ]),
      );
    const daily = { lifecycle: archive(1, 91), copy_actions: copies(archive(1, 91), archive(1, 91)) };
    expect(errorsOf(withRule(daily))).toEqual([CROSS]);
    expect(errorsOf(withRule({ ...daily, copy_actions: copies(archive(1, 90)) }))).toEqual([CROSS, CROSS]);
  });

  test('scan actions need scan settings, the reverse does not', () => {
    const actions = { scan_actions: { GUARDDUTY: { scan_mode: assign('FULL_SCAN') } } };
    const settings = { scan_settings: { GUARDDUTY: { resource_types: assign(['EBS']) } } };
    expect(errorsOf(withRule(actions))).toEqual([CROSS]);
    expect(errorsOf(withRule(actions), { plans: { a: settings } })).toEqual([]);
    expect(errorsOf(withPlan(settings))).toEqual([]);
  });
});
