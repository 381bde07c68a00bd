import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';

import type { EnvironmentInput } from '../../environments/schema';
import type { LocalAws } from '../../local-aws/start';
import { AWS_PROVIDER } from '../../modules/core/versions';
import { changedEnvironments } from '../commands';
import { fixtures } from '../fixtures';
import { synthesizeAll } from '../synthesized';
import { changesIn, titleOf } from './argument-changes';
import { CHANGED_SINCE, DEFAULT_VALUES, REFUSED } from './argument-reasons';
import { type Verdict, verdictsOf } from './argument-verdicts';
import { observedBy, oneOfEach, planChanges } from './planned-changes';
import { applyBootstrap, applyStack, startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';
import { startOrganization } from './provider-organization';
import { providerSchema, type ProviderSchema } from './provider-schema';
import { TEST_PROVIDER } from './test-provider';
import { wideEnvironment } from './wide-environment';

// Each plan starts two processes or more.
const MINUTES = 60_000;

const { name, accountId } = fixtures.prod;
const STACKS = ['state-bootstrap', 'iam', 'notifications', 'backup', 'ssm-backup'].map((stack) => `${name}-${stack}`);

/** An environment with every argument that the provider knows. */
function everyArgument(): EnvironmentInput {
  const environment = wideEnvironment();
  const { backup, notifications, state } = environment;
  state.kmsKey = 'made-here';
  notifications?.subscriptions?.push({ protocol: 'https', endpoint: 'https://example.com/hook' });
  for (const plan of backup.plans) {
    Object.assign(plan, { windowsVss: true, tags: { Owner: 'platform' } });
    for (const rule of plan.rules) rule.recoveryPointTags = { Kept: 'long' };
  }
  backup.plans.push({
    name: 'Continuous',
    rules: [{ name: 'Daily', vault: 'EC2', schedule: 'cron(0 18 * * ? *)', deleteAfterDays: 30, continuous: true }],
    selections: [{ name: 'Buckets', resources: ['arn:aws:s3:::*'] }],
  });
  environment.ssmBackup = {
    ...(typeof environment.ssmBackup === 'object' ? environment.ssmBackup : {}),
    automationPolicyArns: [`arn:aws:iam::${accountId}:policy/own`],
  };
  return environment;
}

/** The organization, managed by its stack. */
const managed = (text: string): string =>
  text.replace(
    /^ {2}globalSettings:/m,
    "  managed: { servicePrincipals: ['backup.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] },\n$&",
  );

const moduleOf = (configuration: unknown): string => `export default ${JSON.stringify(configuration)};\n`;

let schema: ProviderSchema;
const verdicts: Verdict[] = [];
const swept = new Set<string>();

beforeAll(async () => {
  const [stack] = Object.values(adapted(synthesizeAll([fixtures.dev])));
  schema = await providerSchema(stack?.['terraform'].required_providers);
});

function adapted(stacks: ReturnType<typeof synthesizeAll>): ReturnType<typeof synthesizeAll> {
  return Object.fromEntries(
    Object.entries(stacks).map(([stack, json]) => [stack, TEST_PROVIDER.adapt(json, 'http://127.0.0.1:1')]),
  );
}

/** Makes each change that is still to do, once in all these stacks, in one of them. Returns how many. */
async function sweep(app: ProviderApp, stacks: readonly string[], stack: string): Promise<number> {
  const json = (one: string) => app.stacks.get(one)?.json ?? {};
  const all = stacks.flatMap((one) =>
    changesIn(one, json(one), schema.blockOf).filter((change) => observedBy(change, json(one)).length > 0),
  );
  const chosen = oneOfEach(all).filter((change) => change.stack === stack && !swept.has(titleOf(change)));
  for (const change of chosen) swept.add(titleOf(change));
  verdicts.push(...verdictsOf(await planChanges(app, stack, chosen), json(stack)));
  return chosen.length;
}

describe('an environment', () => {
  let aws: LocalAws;
  let app: ProviderApp;

  beforeAll(async () => {
    aws = await startAccount(accountId);
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const iam = new IAMClient({ endpoint: aws.standIn.url, region: 'us-east-1', credentials });
    const statement = { Effect: 'Allow', Action: 'ec2:DescribeTags', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await iam.send(new CreatePolicyCommand({ PolicyName: 'own', PolicyDocument }));
    app = await synthesizeForProvider(aws, {
      BACKUP_ENVIRONMENTS_DIR: changedEnvironments({ [`${name}.ts`]: () => moduleOf(everyArgument()) }),
    });
    await applyBootstrap(app, `${name}-state-bootstrap`);
    for (const stack of STACKS.slice(1)) await applyStack(app, stack);
  }, 10 * MINUTES);

  afterAll(() => aws.stop());

  test.each(STACKS)(
    'each argument of %s is changed',
    (stack) => expect(sweep(app, STACKS, stack)).resolves.toBeGreaterThan(0),
    30 * MINUTES,
  );
});

describe('the organization', () => {
  let aws: LocalAws;
  let app: ProviderApp;

  beforeAll(async () => {
    const organization = await startOrganization();
    aws = organization.aws;
    app = await organization.synthesize(managed);
    await applyBootstrap(app, 'organizations-state-bootstrap');
    await applyStack(app, 'organizations');
  }, 10 * MINUTES);

  afterAll(() => aws.stop());

  test(
    'each other argument is changed',
    () => expect(sweep(app, ['organizations'], 'organizations')).resolves.toBeGreaterThan(0),
    30 * MINUTES,
  );
});

describe('every argument', () => {
  const titles = (those: readonly Verdict[]): string[] =>
    [...new Set(those.map(({ change }) => titleOf(change)))].toSorted();
  const names = (those: readonly Verdict[]): string[] =>
    [...new Set(those.map(({ change }) => change.name))].toSorted();
  const ended = (action: Verdict['action']): Verdict[] => verdicts.filter((verdict) => verdict.action === action);
  const planned = (): Verdict[] => [...ended('updated'), ...ended('replaced')];

  test('of the fixtures is changed', () => {
    const stacks = adapted(synthesizeAll([fixtures.dev, fixtures.stg, fixtures.prod], fixtures.organization));
    const written = new Set(Object.values(stacks).flatMap((stack) => schema.argumentsOf(stack).map((one) => one.name)));
    const changed = new Set(names(verdicts));
    expect([...written].filter((one) => !changed.has(one))).toEqual([]);
    const count = (action: Verdict['action']) => titles(ended(action)).length;
    process.stderr.write(
      `${titles(verdicts).length} changes of ${changed.size} arguments of ${new Set(verdicts.map(({ change }) => change.type)).size} types: ` +
        `${count('updated')} updated, ${count('replaced')} replaced, ${count('unchanged')} unchanged, ${count('refused')} refused, ` +
        `${Object.keys(CHANGED_SINCE).length} explained.\n`,
    );
  });

  test('is replaced where its record says so, and for the argument that changes', () => {
    const different = planned().filter(({ action, isReplacement }) => (action === 'replaced') !== isReplacement);
    const isPinned = TEST_PROVIDER.version === AWS_PROVIDER.version;
    expect(names(different)).toEqual(isPinned ? [] : Object.keys(CHANGED_SINCE).toSorted());
    const others = ended('replaced').filter(({ argument, replacedFor }) => replacedFor.join() !== argument);
    expect(titles(others)).toEqual([]);
  });

  test('is shown in the plan, unless AWS or the provider chooses the same value', () => {
    const unchanged = ended('unchanged').filter(({ change }) => change.isComputed !== true);
    expect(titles(unchanged)).toEqual(DEFAULT_VALUES.map((one) => `${one} removed`));
  });

  test('has another valid value, with few exceptions', () => {
    expect(titles(ended('refused'))).toEqual(Object.keys(REFUSED).toSorted());
  });

  test('D has the same severity in the review of the plan as in the review of the synthesized JSON', () => {
    const different = planned().filter((verdict) => verdict.planned !== verdict.synthesized);
    expect(
      different.map(({ change, planned: plan, synthesized }) => `${titleOf(change)}: ${plan}, not ${synthesized}`),
    ).toEqual([]);
    expect(titles(planned().filter((verdict) => verdict.planned === 'none'))).toEqual([]);
  });
});
