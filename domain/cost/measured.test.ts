import type { Plan } from '../backup/model';
import { measuredSizes, type SizedPoint, withMeasured } from './measured';
import type { CostAccount, DeclaredSize } from './model';

const GIGABYTE = 1024 ** 3;
const region = 'eu-west-1';

const plan = (name: string, vault: string): Plan => ({
  name,
  regions: [region],
  windowsVss: false,
  tags: {},
  rules: [{ name: 'daily', vault, archive: false, continuous: false, recoveryPointTags: {}, copies: [] }],
  selections: [{ name: 'all', tags: {}, resources: ['*'], notResources: [] }],
});

function account(...sizes: readonly Partial<DeclaredSize>[]): CostAccount {
  const size = { type: 'EBS', region, plan: 'a', sizeGb: 100, dailyChangePercent: 1 };
  return {
    owner: 'environment prod',
    accountId: '111111111111',
    plans: [plan('a', 'A'), plan('b', 'B')],
    optedIn: () => undefined,
    sizes: sizes.map((one, index) => ({ ...size, name: `size${index}`, ...one })),
  };
}

const point = (resource: string, day: number, gigabytes: number | undefined, change: Partial<SizedPoint> = {}) => ({
  region,
  vault: 'A',
  resource,
  type: 'EBS',
  createdAt: `2026-11-0${day}T00:00:00.000Z`,
  ...(gigabytes === undefined ? {} : { bytes: gigabytes * GIGABYTE }),
  ...change,
});

test('H5 takes the newest recovery point of each resource, in the vaults of its plan', () => {
  const points = [
    point('one', 2, 8),
    point('one', 1, 99),
    point('two', 1, 32),
    point('three', 1, 99, { vault: 'B' }),
    point('four', 1, 99, { type: 'EFS' }),
    point('five', 1, 99, { region: 'eu-west-2' }),
  ];
  const declared = account({});
  const measured = measuredSizes(declared, points);
  expect(measured).toEqual([{ size: 'size0', declaredGb: 100, measuredGb: 40 }]);
  expect(withMeasured(declared, measured).sizes[0]?.sizeGb).toBe(40);
});

test.each<[string, readonly Partial<DeclaredSize>[], readonly SizedPoint[]]>([
  ['there are no recovery points', [{}], []],
  ['AWS reports no size of some recovery points', [{}], [point('one', 1, 8), point('two', 1, undefined)]],
  ['AWS reports no size', [{}], [point('one', 1, 0)]],
  ['another size of this type has the same vault', [{}, { selection: 'all' }], [point('one', 1, 8)]],
  ['another size of this type has the same vault', [{}, { plan: undefined }], [point('one', 1, 8)]],
])('H5 keeps a declared size if %s', (reason, sizes, points) => {
  const declared = account(...sizes);
  const measured = measuredSizes(declared, points);
  expect(measured[0]).toEqual({ size: 'size0', declaredGb: 100, measuredGb: null, reason });
  expect(withMeasured(declared, measured)).toEqual(declared);
});

test('H5 measures sizes of one type in different vaults apart', () => {
  const points = [point('one', 1, 8), point('two', 1, 16, { vault: 'B' })];
  expect(measuredSizes(account({}, { plan: 'b' }), points).map(({ measuredGb }) => measuredGb)).toEqual([8, 16]);
});
