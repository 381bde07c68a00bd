import { type App, type Block, resource, reviewOf, statements } from '../fixture-app';

const plan = (app: App): Block => resource(app, 'prod-backup', 'aws_backup_plan', { name: 'EC2' });
const subscription = (app: App): Block => resource(app, 'dev-notifications', 'aws_sns_topic_subscription');
const policy = (app: App): Block =>
  resource(app, 'organizations', 'aws_organizations_policy', { name: 'test-bk-policy' });

const REORDERINGS: readonly [what: string, change: (app: App) => void][] = [
  ['stacks, resources and arguments', (app) => turn(app)],
  ['rules', (app) => turnList(plan(app), 'rule')],
  [
    'statements',
    (app) => {
      for (const document of Object.values(app['dev-notifications'].data.aws_iam_policy_document)) {
        turnList(document, 'statement');
      }
    },
  ],
  ['actions', (app) => turnList(statements(app, 'dev-notifications', 'AdministerByAccount')[0], 'actions')],
  [
    'events',
    (app) =>
      turnList(
        Object.values<Block>(app['prod-backup'].resource.aws_backup_vault_notifications)[0],
        'backup_vault_events',
      ),
  ],
  [
    'choices of a filter',
    (app) =>
      Object.assign(subscription(app), {
        filter_policy: '{"State": [{"anything-but":"COMPLETED"}, {"exists":false}]}',
      }),
  ],
  [
    'keys of JSON in JSON',
    (app) => Object.assign(policy(app), { content: JSON.stringify(turned(JSON.parse(policy(app).content))) }),
  ],
  [
    'white space of JSON in JSON',
    (app) => Object.assign(policy(app), { content: JSON.stringify(JSON.parse(policy(app).content), null, 4) }),
  ],
  [
    'what an attachment waits for',
    (app) =>
      turnList(
        resource(app, 'organizations', 'aws_organizations_policy_attachment', { target_id: 'r-ab12' }),
        'depends_on',
      ),
  ],
  ['providers', (app) => turnList(app['organizations'].provider, 'aws')],
  ['metadata', (app) => Object.values<Block>(app).forEach((stack) => Object.assign(stack, { '//': { other: 1 } }))],
  [
    'a block in a separate list',
    (app) => Object.assign(plan(app).rule[0], { lifecycle: [plan(app).rule[0].lifecycle] }),
  ],
];

test.each(REORDERINGS)('nothing is said about reordered %s', (_, change) => {
  expect(reviewOf(change).findings).toEqual([]);
});

function turnList(block: Block, name: string): void {
  block[name] = block[name].toReversed();
}

function turn(block: Block): void {
  const others = turned(block) as Block;
  for (const key of Object.keys(block)) delete block[key];
  Object.assign(block, others);
}

/** With the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, inner]) => [key, turned(inner)]));
}
