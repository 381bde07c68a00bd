import { type App, type Block, type Mutation, resource, statements, reported } from '../fixture-app';

const MUTATIONS: readonly Mutation[] = [
  ['drop a topic', 'high', 'topic-removed', (app) => delete app['dev-notifications']['resource'].aws_sns_topic],
  [
    'rename a topic',
    'high',
    'topic-replaced',
    (app) => void (resource(app, 'dev-notifications', 'aws_sns_topic')['name'] = 'other'),
  ],
  [
    'display a topic differently',
    'low',
    'no-effect',
    (app) => void (resource(app, 'dev-notifications', 'aws_sns_topic')['display_name'] = 'Other'),
  ],
  [
    'let everybody publish',
    'high',
    'topic-policy-opened',
    (app) =>
      void (statements(app, 'dev-notifications', 'PublishByBackup')[0]['principals'] = [
        { type: 'AWS', identifiers: ['*'] },
      ]),
  ],
  [
    'publish in plain text',
    'high',
    'topic-policy-opened',
    (app) => dropStatement(app, 'dev-notifications', 'DenyPlainText'),
  ],
  [
    'shut backup out',
    'high',
    'topic-publisher-removed',
    (app) => dropStatement(app, 'dev-notifications', 'PublishByBackup'),
  ],
  [
    'drop a subscription',
    'high',
    'subscription-removed',
    (app) => delete app['dev-notifications']['resource'].aws_sns_topic_subscription,
  ],
  [
    'notify another recipient',
    'high',
    'subscription-other',
    (app) => void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['endpoint'] = 'x@example.com'),
  ],
  [
    'keep failures without State back',
    'high',
    'failure-filter-weaker',
    (app) =>
      void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'] =
        '{"State":[{"anything-but":"COMPLETED"}]}'),
  ],
  [
    'keep aborted jobs back',
    'high',
    'failure-filter-weaker',
    (app) =>
      void (resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'] =
        '{"State":[{"exists":false},{"anything-but":["COMPLETED","ABORTED"]}]}'),
  ],
  [
    'let every message through',
    'medium',
    'filter-changed',
    (app) => void delete resource(app, 'dev-notifications', 'aws_sns_topic_subscription')['filter_policy'],
  ],
];

test.each(MUTATIONS)('%s: %s, %s', (_, severity, name, change) => {
  expect(reported(change, name)).toEqual({ rule: severity, worst: severity });
});

function dropStatement(app: App, stack: string, sid: string): void {
  for (const document of Object.values<Block>(app[stack].data.aws_iam_policy_document))
    document['statement'] = document['statement'].filter((each: Block) => each['sid'] !== sid);
}
