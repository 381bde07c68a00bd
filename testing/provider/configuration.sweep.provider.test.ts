import type { LocalAws } from '../../local-aws/start';
import { appliedPlan, type AppliedPlan } from './applied-plan';
import { CONFIGURATION_CHANGES } from './configuration-changes';
import { applyBootstrap, applyStack, startAccount, synthesizeForProvider, type ProviderApp } from './provider-account';
import { environmentsWith, wideEnvironment } from './wide-environment';

const STACKS = ['iam', 'notifications', 'backup', 'ssm-backup'];
const environment = wideEnvironment();
const { name, accountId } = environment;

let aws: LocalAws;
let app: ProviderApp;

const synthesize = (): Promise<ProviderApp> =>
  synthesizeForProvider(aws, { BACKUP_ENVIRONMENTS_DIR: environmentsWith(environment) });

beforeAll(async () => {
  aws = await startAccount(accountId);
  app = await synthesize();
  await applyBootstrap(app, `${name}-state-bootstrap`);
  for (const stack of STACKS) await applyStack(app, `${name}-${stack}`);
});

afterAll(() => aws.stop());

const jsonOf = ({ stacks }: ProviderApp, stack: string): string => JSON.stringify(stacks.get(`${name}-${stack}`)?.json);

// One after the other. A stack whose JSON stays the same has nothing to plan.
test.each(CONFIGURATION_CHANGES)('E $what', async ({ change, stacks }) => {
  const before = app;
  change(environment);
  app = await synthesize();
  const changed = STACKS.filter((stack) => jsonOf(app, stack) !== jsonOf(before, stack));
  const plans: Record<string, AppliedPlan> = {};
  for (const stack of changed) plans[stack] = await appliedPlan(app, `${name}-${stack}`);
  expect(plans).toEqual(stacks);
});
