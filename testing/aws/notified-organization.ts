import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';

import { BACKUP_FAILURES } from '../../domain/backup-events/event-pattern';
import { failureBusArn } from '../../domain/backup-events/failure-bus-arn';
import { DEFAULT_NAMES } from '../../domain/names';
import { memberBaseline } from '../../domain/baseline/member-baseline';
import { memberTemplate, templateText } from '../../domain/baseline/template';
import { type EnvironmentFile, parseEnvironments } from '../../environments/parse';
import type { EnvironmentInput } from '../../environments/schema';
import { motoJson, motoRest } from '../../local-aws/moto-rest';
import type { MotoClient } from '../../local-aws/operation';
import type { LocalAws } from '../../local-aws/start';
import { credentialsIn } from './credentials-in';
import { NOW } from '../environment-inputs';
import { fixtures } from '../fixtures';
import { notifiedOrganization } from '../notified-organization';
import {
  MANAGEMENT,
  makeStackSetOrganization,
  stackSetInput,
  type StackSetOrganization,
} from './stack-set-organization';

const REGION = 'ap-northeast-1';
const BUS = failureBusArn({ accountId: MANAGEMENT, region: REGION, names: DEFAULT_NAMES });
const {
  failureBus: FAILURE_BUS,
  failureQueue: FAILURE_QUEUE,
  failureDeadLetters: FAILURE_DEAD_LETTERS,
} = DEFAULT_NAMES;
const QUEUE_RULE = DEFAULT_NAMES.failureQueueRule;
const QUEUE = `arn:aws:sqs:${REGION}:${MANAGEMENT}:${FAILURE_QUEUE}`;
const DEAD_LETTERS = `arn:aws:sqs:${REGION}:${MANAGEMENT}:${FAILURE_DEAD_LETTERS}`;
export const TOPIC = `arn:aws:sns:${REGION}:${MANAGEMENT}:sns-backup-alertnotification`;

/** An organization with a member whose failed backups are reported, as its stacks create it. */
export interface NotifiedOrganization {
  readonly id: string;
  /** The ID of the member `prod`. */
  readonly member: string;
  readonly management: MotoClient;
  readonly inMember: MotoClient;
  /** Calls EventBridge. */
  readonly events: (account: MotoClient, operation: string, input: object) => Promise<any>;
  /** Lets an organization send to the bus. */
  readonly openBus: (organizationId: string, source?: string) => Promise<void>;
}

export async function makeNotifiedOrganization(aws: LocalAws): Promise<NotifiedOrganization> {
  const { url } = aws.standIn;
  const client = async (account: string): Promise<MotoClient> => ({
    region: REGION,
    endpoint: url,
    credentials: await credentialsIn(account, url),
  });
  const made = await makeStackSetOrganization(aws);
  const { id, makeAccount } = made;
  const member = await makeAccount('prod');
  const [management, inMember] = [await client(MANAGEMENT), await client(member)];
  const events: NotifiedOrganization['events'] = (account, operation, input) =>
    motoJson(account, 'events', `AWSEvents.${operation}`, input);
  const openBus = async (organizationId: string, source = 'aws.backup'): Promise<void> => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': organizationId, 'events:source': source } };
    const Sid = 'SendByOrganization';
    const Statement = [{ Sid, Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: BUS, Condition }];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await events(management, 'PutPermission', { EventBusName: FAILURE_BUS, Policy });
  };
  await receive(management, events);
  await openBus(id);
  aws.standIn.clock.perRequest = 30_000;
  await send(made);
  aws.standIn.clock.perRequest = 0;
  return { id, member, management, inMember, events, openBus };
}

/** The stack `organizations-notifications`. */
async function receive(management: MotoClient, events: NotifiedOrganization['events']): Promise<void> {
  const sns = new SNSClient(management);
  await sns.send(new CreateTopicCommand({ Name: TOPIC.split(':').at(-1) }));
  await events(management, 'CreateEventBus', { Name: FAILURE_BUS });
  const rule = { Name: QUEUE_RULE, EventBusName: FAILURE_BUS, EventPattern: JSON.stringify(BACKUP_FAILURES) };
  const { RuleArn } = await events(management, 'PutRule', rule);
  const sqs = new SQSClient(management);
  for (const [QueueName, Resource] of Object.entries({
    [FAILURE_QUEUE]: QUEUE,
    [FAILURE_DEAD_LETTERS]: DEAD_LETTERS,
  })) {
    const Condition = { ArnEquals: { 'aws:SourceArn': RuleArn } };
    const Principal = { Service: 'events.amazonaws.com' };
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource, Condition }];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  }
  const target = { Id: 'queue', Arn: QUEUE, DeadLetterConfig: { Arn: DEAD_LETTERS } };
  await events(management, 'PutTargets', { Rule: QUEUE_RULE, EventBusName: FAILURE_BUS, Targets: [target] });
  await report(management);
}

async function report(management: MotoClient): Promise<void> {
  const post = (path: string, body: object) => motoRest(management, 'lambda', { method: 'POST', path, body });
  const iam = new IAMClient(management);
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: DEFAULT_NAMES.failureRole, AssumeRolePolicyDocument: trust }),
  );
  await post('/2015-03-31/functions', {
    FunctionName: DEFAULT_NAMES.failureFunction,
    Role: Role?.Arn,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' },
    Environment: { Variables: { SNS_TOPIC_ARN: TOPIC } },
  });
  await post('/2015-03-31/event-source-mappings', {
    EventSourceArn: QUEUE,
    FunctionName: DEFAULT_NAMES.failureFunction,
  });
}

/** The baseline of a member, from the template of the StackSet. */
async function send({ cloudFormation, rootId }: StackSetOrganization): Promise<void> {
  const { organization } = parseEnvironments([fixtures.dev, fixtures.stg, fixtures.prod].map(fileOf), NOW, {
    file: 'organization.ts',
    input: notifiedOrganization(),
  });
  if (!organization) throw new Error('there is no organization');
  const baseline = memberBaseline(organization);
  // This moto has no AWS managed policies.
  const roles = baseline.roles.map((role) => ({ ...role, managedPolicies: {} }));
  const template = JSON.parse(templateText(memberTemplate({ ...baseline, roles })));
  const StackSetName = 'baseline';
  await cloudFormation.activateOrganizationsAccess({});
  await cloudFormation.createStackSet(stackSetInput(StackSetName, template));
  const { OperationId } = await cloudFormation.createStackInstances({
    StackSetName,
    DeploymentTargets: { OrganizationalUnitIds: [rootId] },
    Regions: [REGION],
  });
  for (;;) {
    const { StackSetOperation } = await cloudFormation.describeStackSetOperation({ StackSetName, OperationId });
    if (StackSetOperation?.Status === 'SUCCEEDED') return;
    if (StackSetOperation?.Status === 'FAILED') {
      const { Summaries } = await cloudFormation.listStackInstances({ StackSetName });
      throw new Error(JSON.stringify(Summaries));
    }
  }
}

function fileOf(input: EnvironmentInput): EnvironmentFile {
  return { file: `${input.name}.ts`, name: input.name, input };
}
