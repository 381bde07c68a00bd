import { fixtures } from '../../testing/fixtures';
import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';
import { organizationRefusalOf } from '../../testing/organization/refusal';
import type { EnvironmentInput } from '../schema';

type Size = NonNullable<EnvironmentInput['costs']>[number];

const files: Size = { name: 'servers', type: 'EC2', sizeGb: 500, dailyChangePercent: 3 };

function withSizes(...sizes: readonly Partial<Size>[]): EnvironmentInput {
  return validEnvironment(({ environment }) => {
    environment.costs = sizes.map((size) => ({ ...files, ...size }));
  });
}

test('H5 accepts declared sizes up to their bounds', () => {
  const bounds = { sizeGb: 0.5, dailyChangePercent: 0, restoredGbPerMonth: 0 };
  const all = { plan: 'EC2', selection: 'Tagged', region: 'ap-northeast-1', dailyChangePercent: 100 } as const;
  expect(warningsOf(withSizes(bounds, { name: 'others', ...all }))).toEqual([]);
});

test('H5 refuses sizes of what does not exist, is not possible or has no backup', () => {
  const input = withSizes(
    { type: 'EC3' },
    { name: 'plan', plan: 'EC3' },
    { name: 'selection', plan: 'EC2', selection: 'Taged' },
    { name: 'numbers', sizeGb: 0, dailyChangePercent: 100.5, restoredGbPerMonth: -1 },
    { name: 'elsewhere', region: 'eu-west-1' },
    { name: 'elsewhere' },
  );
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 8 problems

      costs.servers.type = "EC3"
        There is no resource type "EC3".
        → did you mean EC2?

      costs.plan.plan = "EC3"
        There is no plan "EC3".
        → did you mean EC2?

      costs.selection.selection = "Taged"
        There is no selection "Taged".
        → did you mean Tagged?

      costs.numbers.sizeGb = 0
        0 is not possible.
        → set a number above 0

      costs.numbers.dailyChangePercent = 100.5
        100.5 is not possible.
        → set a number from 0 to 100

      costs.numbers.restoredGbPerMonth = -1
        -1 is not possible.
        → set a number of 0 or more

      costs.elsewhere
        No plan backs up EC2 in eu-west-1.
        → correct its type, region, plan or selection, or remove it

      costs.elsewhere.name = "elsewhere"
        "elsewhere" is used twice.
        → give it a unique name
  `);
});

test('H5 refuses sizes of a type that the selection cannot reach', () => {
  const input = validEnvironment(({ environment, selection }) => {
    selection.resources = ['arn:aws:ec2:*:*:instance/*'];
    environment.costs = [{ ...files, type: 'EFS', plan: 'EC2' }];
  });
  expect(refusalOf(input)).toContain('No selection of this plan backs up EFS in ap-northeast-1.');
});

test('H5 accepts and refuses sizes of the accounts of an organization', () => {
  const { accountId } = fixtures.prod;
  const declared = (size: object) =>
    organizationRefusalOf((input) => {
      input.costs = [{ ...files, plan: 'test-bk-plan', accounts: [accountId], ...size }];
    });
  expect(declared({})).toBe('nothing is refused');
  expect(declared({ plan: 'test-bk-plann' })).toContain(
    'costs.servers.plan = "test-bk-plann"\n    There is no plan "test-bk-plann".\n    → did you mean test-bk-plan?',
  );
  expect(declared({ accounts: ['123456789012'] })).toContain(
    'costs.servers.accounts = "123456789012"\n    Account 123456789012 is not in the organization.',
  );
});
