import { notifiedOrganization } from '../../notified-organization';
import { type Block, synthesizeAll } from '../../synthesized';
import { reviewBetween } from '../fixture-app';

const STACK = 'organizations-notifications';

const base = synthesizeAll([], notifiedOrganization());

const all = (app: Record<string, Block>, type: string, stack = STACK): Record<string, Block> =>
  app[stack]?.['resource'][type] ?? {};
const one = (app: Record<string, Block>, type: string, name?: string): Block =>
  Object.values(all(app, type)).find((block) => name === undefined || block['name'] === name) ?? {};
const busStatement = (app: Record<string, Block>): Block => {
  const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(one(app, 'aws_cloudwatch_event_bus_policy')['policy'])?.[1];
  return app[STACK]?.['data'].aws_iam_policy_document[id ?? ''].statement[0];
};
const mapping = (app: Record<string, Block>): Block => one(app, 'aws_lambda_event_source_mapping');
const memberRule = (app: Record<string, Block>): Block =>
  Object.values(all(app, 'aws_cloudwatch_event_rule', 'organizations'))[0] ?? {};

/** The severities and rules of what a review finds after a change. */
function found(change: (app: Record<string, Block>) => void): string[] {
  const head = structuredClone(base);
  change(head);
  return reviewBetween(base, head).findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

test.each<[string, string, (app: Record<string, Block>) => unknown]>([
  ['remove the bus', 'high event-bus-removed', (app) => delete app[STACK]?.['resource'].aws_cloudwatch_event_bus],
  ['rename the bus', 'high event-bus-removed', (app) => (one(app, 'aws_cloudwatch_event_bus')['name'] = 'other')],
  [
    'encrypt the bus with a key',
    'high event-bus-encryption-changed',
    (app) => (one(app, 'aws_cloudwatch_event_bus')['kms_key_identifier'] = 'alias/own'),
  ],
  [
    'remove the policy of the bus',
    'high event-bus-removed',
    (app) => delete app[STACK]?.['resource'].aws_cloudwatch_event_bus_policy,
  ],
  ['open the bus to everyone', 'high event-bus-opened', (app) => busStatement(app)['condition'].shift()],
  [
    'open the bus to other sources',
    'high event-bus-opened',
    (app) => busStatement(app)['condition'][1].values.push('com.example'),
  ],
  [
    'close the bus to some of the organization',
    'high event-bus-narrower',
    (app) =>
      busStatement(app)['condition'].push({ test: 'StringEquals', variable: 'aws:PrincipalAccount', values: ['1'] }),
  ],
  ['disable the reader of the queue', 'high queue-consumer-removed', (app) => (mapping(app)['enabled'] = false)],
  [
    'remove the reader',
    'high queue-consumer-removed',
    (app) => delete app[STACK]?.['resource'].aws_lambda_event_source_mapping,
  ],
  ['repeat whole batches', 'high queue-partial-failures-off', (app) => delete mapping(app)['function_response_types']],
  ['collect less', 'medium queue-consumer-changed', (app) => (mapping(app)['batch_size'] = 10)],
  [
    'match fewer events in members',
    'high event-pattern-weaker',
    (app) => {
      const pattern = JSON.parse(memberRule(app)['event_pattern']);
      pattern.$or.pop();
      memberRule(app)['event_pattern'] = JSON.stringify(pattern);
    },
  ],
  [
    'remove a rule of a member',
    'high check-removed',
    (app) => {
      const rules = all(app, 'aws_cloudwatch_event_rule', 'organizations');
      delete rules[Object.keys(rules)[0] ?? ''];
    },
  ],
])('M6 a review finds it when a release would %s', (_, expected, change) => {
  expect(found(change)).toContain(expected);
});

test('M6 a review finds nothing in what did not change', () => {
  expect(found(() => {})).toEqual([]);
});
