import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';

import type { LocalAws } from '../../local-aws/start';
import { backupctl, changedEnvironments, emptyFolder, type Ended } from '../commands';
import type { Block } from '../synthesized';
import type { RewrittenStack } from '../terraform/shadow-app';
import { knownToOlderProvider } from './accounts';
import { appliedPlan } from './applied-plan';
import { applyBootstrap, applyStack, startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';
import { terraform } from './provider-terraform';

const REGION = 'ap-northeast-1';
const STACKS = ['iam', 'notifications', 'backup', 'ssm-backup'];
const environments = changedEnvironments({ 'dev.ts': knownToOlderProvider });
const fileOf = (kind: string): string => path.join(environments, `dev.${kind}.json`);

let aws: LocalAws;
let app: ProviderApp;
/** The resources of the states before they are forgotten. */
const known = new Map<string, Block[]>();

const synthesize = (): Promise<ProviderApp> => synthesizeForProvider(aws, { BACKUP_ENVIRONMENTS_DIR: environments });
const ctl = (...args: readonly string[]): Promise<Ended> =>
  backupctl(args, emptyFolder(), { ...app.variables, BACKUP_ENVIRONMENTS_DIR: environments });

async function resourcesOf(stack: string): Promise<Block[]> {
  const { folder } = app.stacks.get(`dev-${stack}`) as RewrittenStack;
  const { values = {} }: Block = JSON.parse(await terraform(folder, ['show', '-json'], app.variables));
  return (values.root_module?.resources ?? []).filter(({ mode }: Block) => mode === 'managed');
}

/** What is in AWS, by what the stacks created. */
async function inAws(): Promise<unknown> {
  const options = {
    region: REGION,
    endpoint: aws.standIn.url,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const { Roles = [] } = await new IAMClient(options).send(new ListRolesCommand({}));
  const { Topics = [] } = await new SNSClient(options).send(new ListTopicsCommand({}));
  const { vaults, plans } = aws.standIn.state;
  return structuredClone({ roles: Roles.map(({ Arn }) => Arn), topics: Topics, vaults, plans });
}

beforeAll(async () => {
  aws = await startAccount('111111111111');
  app = await synthesize();
  await applyBootstrap(app, 'dev-state-bootstrap');
  for (const stack of STACKS) await applyStack(app, `dev-${stack}`);
  for (const stack of STACKS) known.set(stack, await resourcesOf(stack));
});

afterAll(() => aws.stop());

// One after the other.
test('X7 Terraform forgets every stack of an environment, and AWS keeps everything', async () => {
  const before = await inAws();
  expect((await ctl('unmanage', '--environment', 'dev')).code).toBe(0);
  app = await synthesize();
  for (const stack of STACKS) {
    const { actions, findings } = await appliedPlan(app, `dev-${stack}`);
    expect(actions).toHaveLength(known.get(stack)?.length ?? 0);
    expect(actions.filter((action) => !action.startsWith('forget '))).toEqual([]);
    expect(findings).toEqual(['high stack-forgotten']);
    expect(await resourcesOf(stack)).toEqual([]);
  }
  expect(await inAws()).toEqual(before);
});

test('X2 what was forgotten is imported again without a change, and the imports are then removed', async () => {
  rmSync(fileOf('removed'));
  const imports = Object.fromEntries(
    ['iam', 'notifications'].map((stack) => [
      stack,
      (known.get(stack) ?? []).map(({ address, type, values }) => ({
        to: address,
        id: type === 'aws_iam_role_policy_attachment' ? `${values.role}/${values.policy_arn}` : values.id,
      })),
    ]),
  );
  writeFileSync(fileOf('imports'), JSON.stringify(imports));
  app = await synthesize();
  const before = await inAws();
  expect(await ctl('adopt', 'finish', '--environment', 'dev')).toMatchObject({ code: 1 });
  const plans: Record<string, unknown> = {};
  for (const stack of ['iam', 'notifications']) {
    const { actions, findings } = await appliedPlan(app, `dev-${stack}`);
    plans[stack] = { actions, findings: [...new Set(findings)] };
  }
  const subscription = 'aws_sns_topic_subscription.subscription-backup-alerts-devexamplecom_subscription';
  expect(plans).toEqual({
    iam: { actions: [], findings: ['medium output-changed', 'low import-unchanged'] },
    // The provider writes two settings of its own into the state, which AWS does not have.
    notifications: {
      actions: [`update ${subscription}`],
      findings: ['medium import-changed', 'medium output-changed', 'low import-unchanged', 'low no-effect'],
    },
  });
  expect(await inAws()).toEqual(before);
  expect(await ctl('adopt', 'finish', '--environment', 'dev')).toMatchObject({ code: 0 });
  expect(existsSync(fileOf('imports'))).toBe(false);
});
