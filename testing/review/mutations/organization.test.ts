import { type App, type Block, drop, type Mutation, resource, resources, reported } from '../fixture-app';

const policy = (app: App): Block =>
  resource(app, 'organizations', 'aws_organizations_policy', { name: 'test-bk-policy' });
const content = (app: App, change: (content: Block) => void): void => {
  const json = JSON.parse(policy(app)['content']);
  change(json);
  policy(app)['content'] = JSON.stringify(json);
};
const orgRule = (json: Block): Block => json['plans']['test-bk-plan'].rules['test-bk-rule'];
const orgSelection = (json: Block): Block => json['plans']['test-bk-plan'].selections.tags['test-bk-resource'];

const MUTATIONS: readonly Mutation[] = [
  [
    'drop a policy',
    'critical',
    'organization-policy-removed',
    (app) => drop(app, 'organizations', 'aws_organizations_policy', { name: 'test-bk-policy' }),
  ],
  [
    'detach a policy',
    'critical',
    'organization-attachment-removed',
    (app) => drop(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' }),
  ],
  [
    'attach a policy elsewhere',
    'critical',
    'organization-attachment-removed',
    (app) =>
      void (resource(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' })[
        'target_id'
      ] = 'ou-ab12-other'),
  ],
  [
    'attach a policy to one more',
    'medium',
    'organization-attachment-added',
    (app) =>
      void (resources(app, 'organizations', 'aws_organizations_policy_attachment')['more'] = {
        policy_id: '${aws_organizations_policy.policy-test-bk-policy_51AF8965.id}',
        target_id: '444444444444',
      }),
  ],
  ['lose a member', 'critical', 'member-removed', (app) => app['organizations']['provider'].aws.pop()],
  [
    'shorten the retention of a policy',
    'high',
    'retention-shorter',
    (app) => content(app, (json) => (orgRule(json)['lifecycle'].delete_after_days['@@assign'] = '6')),
  ],
  [
    'run a policy less often',
    'high',
    'runs-less-often',
    (app) => content(app, (json) => (orgRule(json)['schedule_expression']['@@assign'] = 'cron(0 6 ? * * *)')),
  ],
  [
    'select by another tag in a policy',
    'high',
    'selection-other',
    (app) => content(app, (json) => (orgSelection(json)['tag_key']['@@assign'] = 'Other')),
  ],
  [
    'select fewer values in a policy',
    'high',
    'selection-narrower',
    (app) => content(app, (json) => (orgSelection(json)['tag_value']['@@assign'] = ['Yes'])),
  ],
  [
    'bind the hands of child policies',
    'medium',
    'child-policies-changed',
    (app) =>
      content(app, (json) => (orgRule(json)['lifecycle']['@@operators_allowed_for_child_policies'] = ['@@none'])),
  ],
  ['describe a policy differently', 'low', 'no-effect', (app) => void (policy(app)['description'] = 'Other')],
  [
    'switch cross-account backup off',
    'high',
    'global-setting-off',
    (app) =>
      void (resource(app, 'organizations', 'aws_backup_global_settings')[
        'global_settings'
      ].isCrossAccountBackupEnabled = 'false'),
  ],
  [
    'attach a policy before its vault is there',
    'medium',
    'order-loosened',
    (app) =>
      resource(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' })[
        'depends_on'
      ].pop(),
  ],
];

/** Production overrides a plan of the root: without the plan above, AWS withholds its effective policy. */
const WITHHELD: readonly Mutation[] = [
  [
    'drop a rule of a policy',
    'high',
    'plan-rule-removed',
    (app) => content(app, (json) => delete json['plans']['test-bk-plan'].rules['test-bk-rule']),
  ],
  [
    'drop a plan of a policy',
    'high',
    'policy-plan-removed',
    (app) => content(app, (json) => delete json['plans']['test-bk-plan']),
  ],
  [
    'drop a region of a policy',
    'high',
    'policy-regions-fewer',
    (app) => content(app, (json) => (json['plans']['test-bk-plan'].regions['@@assign'] = [])),
  ],
];

test.each(WITHHELD)('%s: %s, %s, and what AWS withholds', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: 'critical' });
  expect(reported(change, 'effective-policy-withheld')).toEqual({ rule: 'critical', worst: 'critical' });
});

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});
