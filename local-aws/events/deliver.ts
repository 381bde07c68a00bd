import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';

import { matchesPattern } from '../../domain/backup-events/event-pattern';
import type { JsonObject } from '../../domain/json-object';
import { actIn } from '../act-in';
import { motoJson } from '../moto-rest';
import type { MotoClient, Place } from '../operation';
import { withOrganization } from '../operations/organization-tree';
import { allows } from './policy';
import { rolePolicies } from './role-policies';

const EVENTS = 'events.amazonaws.com';

/** An event with the envelope of EventBridge. */
export interface BridgedEvent extends JsonObject {
  readonly source: string;
  /** Where it happened: it stays the same on every bus. */
  readonly account: string;
  readonly region: string;
}

/** What a rule could not deliver: AWS only counts it. */
export interface Undelivered {
  readonly rule: string;
  readonly target: string;
  readonly reason: string;
}

/** What has arrived in a queue. */
export interface Delivered extends Place {
  readonly queueArn: string;
}

export interface Deliveries {
  readonly delivered: readonly Delivered[];
  readonly undelivered: readonly Undelivered[];
}

interface Bus extends Place {
  readonly name: string;
}

interface Rule {
  readonly Name: string;
  readonly Arn: string;
  readonly State?: string;
  readonly EventPattern?: string;
}

interface Target {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

/**
 * Delivers an event of a service to the default bus of its account, and from there to every bus and queue that rules name, as
 * EventBridge does. moto forgets the account of the event, and checks no permissions.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function deliver(event: BridgedEvent, moto: MotoClient): Promise<Deliveries> {
  return onBus(event, { account: event.account, region: event.region, name: 'default' }, moto);
}

async function onBus(event: BridgedEvent, bus: Bus, moto: MotoClient): Promise<Deliveries> {
  const as = await actIn(moto, bus, moto.endpoint);
  const { Rules } = await motoJson(as, 'events', 'AWSEvents.ListRules', { EventBusName: bus.name });
  const all: Deliveries[] = [];
  for (const rule of Rules as readonly Rule[]) {
    if (rule.State === 'DISABLED' || rule.EventPattern === undefined) continue;
    if (!matchesPattern(JSON.parse(rule.EventPattern) as JsonObject, event)) continue;
    const listed = { Rule: rule.Name, EventBusName: bus.name };
    const { Targets } = await motoJson(as, 'events', 'AWSEvents.ListTargetsByRule', listed);
    for (const target of Targets as readonly Target[]) all.push(await toTarget(event, { bus, rule, target, as }));
  }
  return {
    delivered: all.flatMap(({ delivered }) => delivered),
    undelivered: all.flatMap(({ undelivered }) => undelivered),
  };
}

interface Delivery {
  readonly bus: Bus;
  readonly rule: Rule;
  readonly target: Target;
  /** The account of the bus. */
  readonly as: MotoClient;
}

async function toTarget(event: BridgedEvent, delivery: Delivery): Promise<Deliveries> {
  const { rule, target } = delivery;
  try {
    return await (target.Arn.includes(':event-bus/') ? toBus(event, delivery) : toQueue(event, delivery, target.Arn));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const missed = { rule: rule.Arn, target: target.Arn, reason };
    const deadLetters = target.DeadLetterConfig?.Arn;
    if (deadLetters !== undefined) await toQueue(event, delivery, deadLetters).catch(() => undefined);
    return { delivered: [], undelivered: [missed] };
  }
}

/** The role must exist and be allowed to send, and the bus of another account must accept it. */
async function toBus(event: BridgedEvent, { bus, rule, target, as }: Delivery): Promise<Deliveries> {
  const [, , , region = '', account = '', name = ''] = target.Arn.replace(':event-bus/', ':').split(':');
  const context = { 'aws:SourceAccount': bus.account, 'aws:SourceArn': rule.Arn };
  const send = { action: 'events:PutEvents', resource: target.Arn };
  if (target.RoleArn === undefined) throw new Error('the target has no role');
  const { trust, policies } = await rolePolicies(target.RoleArn, as);
  const assume = { principal: EVENTS, action: 'sts:AssumeRole', resource: target.RoleArn, context };
  if (!allows([trust], assume)) throw new Error(`EventBridge cannot assume ${target.RoleArn}`);
  if (!allows(policies, { ...send, principal: bus.account, context: {} }))
    throw new Error(`${target.RoleArn} may not send`);
  if (account !== bus.account) {
    const owner = await actIn(as, { account, region }, as.endpoint);
    const { Policy } = await motoJson(owner, 'events', 'AWSEvents.DescribeEventBus', { Name: name });
    const asked = {
      ...send,
      principal: bus.account,
      context: { 'aws:PrincipalOrgID': await organizationOf(bus.account, owner), 'events:source': event.source },
    };
    if (Policy === undefined || !allows([Policy], asked))
      throw new Error(`${target.Arn} does not accept account ${bus.account}`);
  }
  return onBus(event, { account, region, name }, as);
}

/** Empty if the account does not belong to the organization of the bus. */
function organizationOf(account: string, owner: MotoClient): Promise<string> {
  return withOrganization(owner, async (tree) =>
    (await tree.target(account)) ? ((await tree.organization()).Id ?? '') : '',
  ).catch(() => '');
}

async function toQueue(event: BridgedEvent, { bus, rule, as }: Delivery, queueArn: string): Promise<Deliveries> {
  const [, , service, region = '', account = '', name = ''] = queueArn.split(':');
  if (service !== 'sqs') throw new Error(`the local AWS does not deliver to ${service}`);
  const { QueueUrl } = await motoJson(as, 'sqs', 'AmazonSQS.GetQueueUrl', { QueueName: name });
  const asked = { QueueUrl, AttributeNames: ['Policy'] };
  const { Attributes = {} } = await motoJson(as, 'sqs', 'AmazonSQS.GetQueueAttributes', asked);
  const context = { 'aws:SourceArn': rule.Arn, 'aws:SourceAccount': bus.account };
  const send = { principal: EVENTS, action: 'sqs:SendMessage', resource: queueArn, context };
  if (Attributes.Policy === undefined || !allows([Attributes.Policy], send))
    throw new Error(`${queueArn} does not accept the rule`);
  const sqs = new SQSClient({ ...as, region });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  sqs.destroy();
  return { delivered: [{ account, region, queueArn }], undelivered: [] };
}
