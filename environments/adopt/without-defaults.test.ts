import { complete } from '../defaults';
import type { EnvironmentInput } from '../schema';
import { environmentFields } from '../schema/environment';
import { fixtures } from '../../testing/fixtures';
import { validEnvironment } from '../../testing/environment-inputs';
import { withoutDefaults } from './without-defaults';

const completed = (input: EnvironmentInput) => complete(environmentFields.parse(input));
const { service, region, timezone, state, bootstrap } = fixtures.prod;
const COMMON = { service, region, timezone, state, bootstrap };

test.each(['dev', 'stg', 'prod'] as const)(
  'X1 %s with every value is written as its file, without defaults',
  (name) => {
    // What acceptAccount writes: everything.
    const everything = structuredClone(completed(fixtures[name])) as unknown as EnvironmentInput & {
      notifications: { regions?: unknown; createdIn?: unknown };
    };
    delete everything.notifications.regions;
    delete everything.notifications.createdIn;
    const common = { ...COMMON, state: everything.state };
    const written = withoutDefaults(everything, common);
    expect(completed({ ...common, ...written })).toEqual(completed(everything));
    expect(Object.keys(written)).toEqual(['name', 'accountId', 'iam', 'notifications', 'backup']);
    expect(written.backup.plans[0]).toEqual(
      structuredClone({
        ...fixtures[name].backup.plans[0],
        rules: fixtures[name].backup.plans[0]?.rules.map(
          ({ timezone: _, completionWindowMinutes: _default, ...rule }) => rule,
        ),
      }),
    );
    expect(written.backup.vaults).toEqual(fixtures[name].backup.vaults);
  },
);

test('X1 leaves a default out of the elements that have it, and only of these', () => {
  const input = validEnvironment(({ environment, vault, plan, rule }) => {
    environment.backup.vaults.push({ ...vault, name: 'far', region: 'us-east-1', notify: ['COPY_JOB_FAILED'] });
    Object.assign(vault, { region: 'ap-northeast-1', notify: ['BACKUP_JOB_COMPLETED'], key: 'aws-managed' });
    plan.rules.push({ ...rule, name: 'utc', timezone: 'Etc/UTC', startWindowMinutes: 480 });
  });
  const { timezone: _, ...rule } = (validEnvironment().backup.plans[0]?.rules[0] ?? {}) as Record<string, unknown>;
  const { backup } = withoutDefaults({ ...input, timezone: 'Asia/Tokyo' }, {});
  const { completionWindowMinutes: _default, ...first } = rule;
  expect(backup.vaults).toEqual([{ name: 'EC2' }, { name: 'far', region: 'us-east-1', notify: ['COPY_JOB_FAILED'] }]);
  const { startWindowMinutes: _start, ...second } = first;
  expect(backup.plans[0]?.rules).toEqual([first, { ...second, name: 'utc', timezone: 'Etc/UTC' }]);
});

test('X1 leaves defaults out of hundreds of vaults and plans within seconds', () => {
  const input = validEnvironment(({ environment, vault, plan }) => {
    environment.backup.vaults = Array.from({ length: 100 }, (_, index) => ({ ...vault, name: `v${index}`, tags: {} }));
    environment.backup.plans = Array.from({ length: 100 }, (_, index) => ({ ...plan, name: `p${index}`, tags: {} }));
  });
  const started = performance.now();
  expect(withoutDefaults(input, {}).backup.vaults[99]).toEqual({ name: 'v99' });
  expect(performance.now() - started).toBeLessThan(10_000);
});
