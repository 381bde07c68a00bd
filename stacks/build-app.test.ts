import { otherEnvironment, text, validEnvironment } from '../testing/environment-inputs';
import { fixtures } from '../testing/fixtures';
import { synthesizeAll } from '../testing/synthesized';

const refusalOf = (...input: Parameters<typeof synthesizeAll>): string => {
  try {
    synthesizeAll(...input);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is refused';
};

const named = (name: string, account: string, ssmBackup?: 'none') =>
  validEnvironment(({ environment }) => {
    Object.assign(environment, { name, accountId: account.repeat(12), ssmBackup });
  });

test('E1 refuses an environment whose stack would have the name of another one', () => {
  expect(refusalOf([named('prod', '1'), named('prod-ssm', '2')])).toBe(text`
    environments/prod-ssm.ts is refused: 1 problem

      name = "prod-ssm"
        A stack of this environment and a stack of environment prod would both be prod-ssm-backup.
        → choose another name
  `);
});

test('E1 accepts names that only look alike', () => {
  expect(refusalOf([named('prod', '1', 'none'), named('prod-sm', '2', 'none')])).toBe('nothing is refused');
});

test('reports everything that only the stacks show at once, in the files with the causes', () => {
  const steps = [{ name: 'createImage', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }];
  const dev = validEnvironment(({ environment }) => {
    environment.ssmBackup = { before: steps };
  });
  const prod = otherEnvironment(({ environment }) => {
    const roles = Array.from({ length: 200 }, (_, index) => `arn:aws:iam::333333333333:role/instance-role-${index}`);
    environment.iam = { passableInstanceRoles: roles };
  });
  const organization = structuredClone(fixtures.organization);
  organization.baseline.role.name = 'other';
  const message = refusalOf([dev, prod], organization);
  expect(message.match(/^\S+ is refused: 1 problem$/gm)).toEqual([
    'environments/dev.ts is refused: 1 problem',
    'environments/organization.ts is refused: 1 problem',
    'environments/prod.ts is refused: 1 problem',
  ]);
});

test('O3 reports a region that the baseline lacks once, with all accounts', () => {
  const { dev, prod } = structuredClone(fixtures);
  const organization = structuredClone(fixtures.organization);
  organization.baseline.regions = ['us-east-1'];
  expect(refusalOf([dev, prod], organization)).toBe(text`
    environments/organization.ts is refused: 1 problem

      policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.vault = "test-bk-vault"
        The baseline creates no vault test-bk-vault in accounts 999999999999, 444444444444, 333333333333, 111111111111, 222222222222, 555555555555 in ap-northeast-1: the backups there would fail.
        → add ap-northeast-1 to baseline.regions, or name another region
  `);
});
