import { BACKUP_FAILURES } from '../../domain/backup-events/event-pattern';
import { fixtures } from '../../testing/fixtures';
import { type Block, synthesizedOrganization } from '../../testing/synthesized';

const REGIONS = ['ap-northeast-1', 'us-east-1'];
const ACCOUNTS = 6;
const BUS = 'arn:aws:events:ap-northeast-1:999999999999:event-bus/evtbg-bus-backup-failures';

const stack = synthesizedOrganization((input) => {
  input.baseline.regions = REGIONS;
  input.baseline.role.permissionsBoundary = 'boundary';
  input.notifications = { subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] };
});

const withName = (type: string, name: string): [string, Block][] =>
  Object.entries(stack.resources(type)).filter(([, block]) => block['name'] === name);

test('M6 each account and region, also of the management account, sends its events to the bus', () => {
  const rules = withName('aws_cloudwatch_event_rule', 'evtbg-rule-backup-failures');
  const places = rules.map(([, { provider, region }]) => `${provider} ${region}`);
  expect(new Set(places).size).toBe(ACCOUNTS * REGIONS.length);
  expect(places).toEqual(
    expect.arrayContaining(REGIONS.flatMap((region) => [`aws ${region}`, `aws.account-333333333333 ${region}`])),
  );
  for (const [id, rule] of rules) {
    expect(JSON.parse(rule['event_pattern'])).toEqual(BACKUP_FAILURES);
    const target = stack.resource('aws_cloudwatch_event_target', { rule: `\${aws_cloudwatch_event_rule.${id}.name}` });
    expect(target).toMatchObject({ arn: BUS, region: rule['region'], provider: rule['provider'] });
    const role = /aws_iam_role\.([^.]+)\.arn/.exec(target['role_arn'])?.[1] ?? '';
    expect(stack.resources('aws_iam_role')[role]).toMatchObject({
      name: 'EventsBackupFailuresRole',
      provider: rule['provider'],
    });
  }
});

test('M6 the role only sends to the bus, only for rules of its account, and has the boundary of the backup role', () => {
  const roles = withName('aws_iam_role', 'EventsBackupFailuresRole');
  expect(roles).toHaveLength(ACCOUNTS);
  for (const [, role] of roles) {
    const account = String(role['provider']).split('-')[1] ?? '999999999999';
    expect(role['permissions_boundary']).toBe(`arn:aws:iam::${account}:policy/boundary`);
    expect(Object.values(stack.statements(role['assume_role_policy']))).toMatchObject([
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['events.amazonaws.com'] }],
        condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [account] }],
      },
    ]);
  }
  for (const [, policy] of withName('aws_iam_policy', 'iam-policy-for-evtbg-backup-failures')) {
    expect(stack.statements(policy['policy'])).toEqual({
      SendToBus: { sid: 'SendToBus', actions: ['events:PutEvents'], resources: [BUS] },
    });
  }
});

test('M6 policies are attached after the rules: no job of theirs fails unnoticed', () => {
  const [rule = ''] = Object.keys(stack.resources('aws_cloudwatch_event_rule'));
  const root = stack.resource('aws_organizations_policy_attachment', { target_id: 'r-ab12' });
  expect(root['depends_on']).toContain(`aws_cloudwatch_event_rule.${rule}`);
});

test('M6 without notifications there is neither a rule nor a role', () => {
  const plain = synthesizedOrganization();
  expect(plain.resources('aws_cloudwatch_event_rule')).toEqual({});
  expect(Object.values(plain.resources('aws_iam_role')).map(({ name }) => name)).not.toContain(
    'EventsBackupFailuresRole',
  );
});

test('M6 refuses a role of the baseline with the name of the role that sends events', () => {
  expect(() =>
    synthesizedOrganization((input) => {
      input.notifications = { subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] };
      input.baseline.role.name = 'EventsBackupFailuresRole';
      const text = JSON.stringify(fixtures.organization.policies).replaceAll(
        'test-bk-role',
        'EventsBackupFailuresRole',
      );
      input.policies = JSON.parse(text) as typeof input.policies;
    }),
  ).toThrow(/baseline\.role\.name = "EventsBackupFailuresRole"/);
});
