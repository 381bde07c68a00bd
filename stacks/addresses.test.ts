import type { EnvironmentInput } from '../environments/schema';
import { synthesizeAll, type Block } from '../testing/synthesized';
import { fixtures } from '../testing/fixtures';
import { planNamed } from '../testing/select';

/** A wider environment than the fixtures: everything that has its own name occurs at least twice. */
function wide(): EnvironmentInput {
  const environment = structuredClone(fixtures.prod);
  const plan = planNamed(environment.backup, 'EC2');
  plan.rules.push({
    name: 'Weekly',
    vault: 'EC2',
    schedule: 'cron(0 12 ? * SUN *)',
    startWindowMinutes: 60,
    deleteAfterDays: 90,
  });
  plan.selections.push({ name: 'by-id', resources: ['arn:aws:ec2:*:*:instance/i-1', 'arn:aws:ec2:*:*:instance/i-2'] });
  environment.notifications = {
    key: 'customer-managed',
    subscriptions: [
      { protocol: 'email', endpoint: 'first@example.com' },
      { protocol: 'https', endpointParameter: '/backup/webhook' },
    ],
  };
  environment.ssmBackup = {
    before: [{ name: 'flush', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }],
    automationPolicyArns: ['arn:aws:iam::aws:policy/a', 'arn:aws:iam::aws:policy/b'],
  };
  environment.iam = { passableInstanceRoles: ['arn:aws:iam::333333333333:role/a', 'arn:aws:iam::333333333333:role/b'] };
  return environment;
}

/** Every address of every stack, without the environment's name. */
function addresses(environment: EnvironmentInput): string[] {
  return Object.entries(synthesizeAll([environment])).flatMap(([stack, json]) =>
    (['resource', 'data'] as const).flatMap((kind) =>
      Object.entries<Block>(json[kind] ?? {}).flatMap(([type, blocks]) =>
        Object.keys(blocks).map((id) => `${stack.replace(`${environment.name}-`, '')}: ${kind} ${type}.${id}`),
      ),
    ),
  );
}

/** The same configuration with every list and every key the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed).toReversed() as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)])
      .toReversed(),
  );
}

test('E1 changes no address when lists and keys are reordered', () => {
  expect(addresses(reversed(wide())).toSorted()).toEqual(addresses(wide()).toSorted());
});

test('E1 gives a thing the same address in every environment', () => {
  const elsewhere = wide();
  Object.assign(elsewhere, { name: 'other', accountId: '999999999999', service: 'otherservice' });
  elsewhere.state = { bucket: 'elsewhere', region: 'us-east-1' };
  elsewhere.iam = { passableInstanceRoles: 'all' };
  expect(addresses(elsewhere)).toEqual(addresses(wide()));
});

test('E1 gives a thing the same address in another region', () => {
  const environment = wide();
  const moved = structuredClone(environment);
  moved.region = 'eu-central-1';
  expect(addresses(moved)).toEqual(addresses(environment));
});

test('E1 begins every address with a letter', () => {
  const environment = wide();
  planNamed(environment.backup, 'EC2').name = '2026';
  expect(addresses(environment).filter((address) => !/\.[A-Za-z][A-Za-z0-9_-]*$/.test(address))).toEqual([]);
});

test('E1 adds addresses and changes none when a vault, a plan or a rule is added', () => {
  const more = wide();
  more.backup.vaults.push({ name: 'RDS' });
  more.backup.plans.push({
    name: 'RDS',
    rules: [{ name: 'Daily', vault: 'RDS', schedule: 'cron(0 1 * * ? *)', deleteAfterDays: 7 }],
    selections: [{ name: 'all', resources: ['arn:aws:rds:*:*:db:*'] }],
  });
  expect(addresses(more)).toEqual(expect.arrayContaining(addresses(wide())));
});
