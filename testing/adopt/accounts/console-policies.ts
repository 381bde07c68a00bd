const assign = (value: unknown) => ({ '@@assign': value });

const RULE = {
  lifecycle: { delete_after_days: assign('7') },
  schedule_expression: assign('cron(0 5 ? * * *)'),
  target_backup_vault_name: assign('test-bk-vault'),
  start_backup_window_minutes: assign('60'),
};

const PLAN = {
  regions: assign(['ap-northeast-1']),
  rules: { Nightly: RULE },
  selections: {
    tags: {
      Tagged: {
        iam_role_arn: assign('arn:aws:iam::$account:role/test-bk-role'),
        tag_value: assign(['On']),
        tag_key: assign('Backup'),
      },
    },
  },
};

/** Backup policies as an organization writes them in the console, with every operator. */
export const CONSOLE_POLICIES = [
  { name: 'nightly', plans: { Files: PLAN }, targets: ['r-ab12'] },
  {
    name: 'longer',
    plans: { Files: { rules: { Nightly: { lifecycle: { delete_after_days: assign('35') } } } } },
    targets: ['ou-ab12-production', '444444444444'],
  },
  // Accounts below can add regions, and change nothing else.
  {
    name: 'operators',
    plans: {
      Central: {
        ...PLAN,
        '@@operators_allowed_for_child_policies': ['@@none'],
        regions: { '@@assign': ['ap-northeast-1'], '@@operators_allowed_for_child_policies': ['@@append'] },
      },
    },
    targets: ['r-ab12'],
  },
  {
    name: 'appending',
    plans: {
      Central: { regions: { '@@append': ['us-east-1'] } },
      Files: { regions: { '@@append': ['us-east-1'], '@@remove': ['ap-northeast-1'] } },
    },
    targets: ['ou-ab12-production'],
  },
  // It has no typed form.
  {
    name: 'zeros',
    plans: { Files: { rules: { Nightly: { start_backup_window_minutes: assign('060') } } } },
    targets: ['ou-ab12-security'],
  },
];
