import { EC2Client } from '@aws-sdk/client-ec2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';

import { checkSsmAgents } from './check-ssm-agents';
import { FAKE_CONFIGURATION, fakeAws, FAULTS, pageOf, type FaultyCall } from '../testing/aws/fake-aws';
import { ec2Commands } from '../testing/aws/in-memory-ec2/in-memory-ec2';
import { ec2State } from '../testing/aws/in-memory-ec2/state';

const options = { group: 'ssm-backup-group', region: 'eu-west-1', topicArn: 'arn:topic' };

/** Five running instances: SSM lost one agent, and another one never registered. */
function fake(fault?: FaultyCall) {
  const subjects: string[] = [];
  const instances = Object.fromEntries(
    ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'].map((id) => [
      id,
      { state: 'running' as const, tags: { BackupGroup: options.group } },
    ]),
  );
  const agents = ['i-1', 'i-2', 'i-3', 'i-4'].map((InstanceId) => ({
    InstanceId,
    PingStatus: InstanceId === 'i-4' ? 'ConnectionLost' : 'Online',
  }));
  const { serve, calls, crashed } = fakeAws(
    {
      ...ec2Commands(ec2State({ instances })),
      DescribeInstanceInformationCommand: (input) => pageOf('InstanceInformationList', agents, input),
      PublishCommand: ({ Subject }) => {
        subjects.push(Subject);
        return { MessageId: 'm-1' };
      },
    },
    fault,
  );
  const clients = {
    ec2: serve(new EC2Client(FAKE_CONFIGURATION)),
    ssm: serve(new SSMClient(FAKE_CONFIGURATION)),
    sns: serve(new SNSClient(FAKE_CONFIGURATION)),
  };
  return { clients, calls, crashed, subjects };
}

const LOST = 'SSM agent lost: 2 of 5 instances, eu-west-1, ssm-backup-group';
const FAILED = 'SSM agent check failed: eu-west-1, ssm-backup-group';

test('S6 reads every page of both lists, and publishes once', async () => {
  const { clients, calls, subjects } = fake();
  const { running, lost } = await checkSsmAgents(clients, options);
  expect({ running, lost: lost.map(({ instanceId, status }) => [instanceId, status]) }).toEqual({
    running: 5,
    lost: [
      ['i-4', 'ConnectionLost'],
      ['i-5', 'unknown to SSM'],
    ],
  });
  expect(calls).toEqual([
    ...Array.from({ length: 3 }, () => 'DescribeInstancesCommand'),
    ...Array.from({ length: 2 }, () => 'DescribeInstanceInformationCommand'),
    'PublishCommand',
  ]);
  expect(subjects).toEqual([LOST]);
});

test.each(FAULTS)(
  'S6 after %s at any call a message is published or the caller sees the failure, and one more run reports the lost agents',
  async (ends) => {
    for (const [call, name] of (await callsWithoutFault()).entries()) {
      const { clients, crashed, subjects } = fake({ call, ends });
      const run = checkSsmAgents(clients, options).then(
        () => 'fine',
        () => 'failed',
      );
      const result = await Promise.race([run, crashed]);
      const context = `${ends} at call ${call}, ${name}`;
      expect({ context, result }).toEqual({ context, result: ends === 'crash' ? 'crashed' : 'failed' });
      const isReading = name !== 'PublishCommand';
      const isDone = ends === 'lost response' || ends === 'crash';
      const failureIsPublished = isReading && ends !== 'crash' ? [FAILED] : [];
      expect({ context, subjects }).toEqual({ context, subjects: !isReading && isDone ? [LOST] : failureIsPublished });

      const again = fake();
      await checkSsmAgents(again.clients, options);
      expect(again.subjects).toEqual([LOST]);
    }
  },
);

async function callsWithoutFault(): Promise<string[]> {
  const { clients, calls } = fake();
  await checkSsmAgents(clients, options);
  return calls;
}
