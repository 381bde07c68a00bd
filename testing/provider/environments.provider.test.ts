import type { LocalAws } from '../../local-aws/start';
import { fixtures } from '../fixtures';
import {
  applyBootstrap,
  applyStack,
  planAgain,
  startAccount,
  synthesizeForProvider,
  type ProviderApp,
} from './provider-account';

const { dev, stg, prod } = fixtures;

/** prod contains every kind of resource that the others contain. */
const ENVIRONMENTS = process.env['PROVIDER'] === 'all' ? [dev, stg, prod] : [prod];

describe.each(ENVIRONMENTS)('$name', ({ name, accountId }) => {
  let aws: LocalAws;
  let app: ProviderApp;

  beforeAll(async () => {
    aws = await startAccount(accountId);
    app = await synthesizeForProvider(aws);
  });

  afterAll(() => aws.stop());

  test('E1 the stack with the bucket of the states is applied before there is a bucket, and moves into it', async () => {
    await applyBootstrap(app, `${name}-state-bootstrap`);
    await expect(planAgain(app, `${name}-state-bootstrap`)).resolves.toContain('No changes.');
  });

  // In the order in which they read each other.
  test.each(['iam', 'notifications', 'backup', 'ssm-backup'])(
    'E1 the stack %s is applied, and its second plan is empty',
    async (stack) => {
      await applyStack(app, `${name}-${stack}`);
      await expect(planAgain(app, `${name}-${stack}`)).resolves.toContain('No changes.');
    },
  );
});
