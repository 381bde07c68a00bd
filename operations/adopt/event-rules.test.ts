import { type EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';

import { readEventRules } from './event-rules';
import { startReading } from './reading';

const PATTERN = '{"source":["aws.backup"]}';
const PAGES = [
  {
    Rules: [
      { Name: 'ours', EventPattern: PATTERN, State: 'ENABLED' },
      { Name: 'of-a-service', EventPattern: PATTERN, ManagedBy: 'backup.amazonaws.com' },
    ],
    NextToken: 'second',
  },
  {
    Rules: [
      { Name: 'named', EventPattern: '{"source":["aws.ssm"]}' },
      { Name: 'also', EventPattern: PATTERN },
    ],
  },
];

const events = {
  send: (command: { readonly input: { readonly NextToken?: string } }) => {
    if (!(command instanceof ListRulesCommand)) return Promise.resolve({ Targets: [{ Arn: 'arn:target' }] });
    return Promise.resolve(PAGES[command.input.NextToken === 'second' ? 1 : 0]);
  },
} as unknown as EventBridgeClient;

test('X1 finds the rules of every page that match events of AWS Backup, except those that a service manages', async () => {
  const reading = startReading({
    accountId: '111111111111',
    region: 'eu-west-1',
    journal: { known: () => undefined, note: () => {} },
    progress: () => {},
    denied: [],
  });
  const rule = { pattern: PATTERN, enabled: true, targetArns: ['arn:target'] };
  await expect(readEventRules(events, reading, ['named', 'missing'])).resolves.toEqual({
    eventRules: [
      { name: 'also', ...rule },
      { name: 'ours', ...rule },
    ],
    named: ['named'],
  });
});
