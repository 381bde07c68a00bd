import fc from 'fast-check';

import { RESOURCE_TYPES } from '../backup/resource-types';
import { costReport } from './cost-report';
import { GROUPINGS, type Grouping, sumOf } from './groups';
import { metersOf } from './meters';
import { type CostRow, NOTHING, QUANTITIES, type Quantities, rounded } from './model';
import type { CostAccount } from './model';
import { readOffer } from './offer';
import { PriceList } from './price-list';

const NOW = new Date('2026-11-30T00:00:00Z');
const REGIONS = ['us-east-1', 'ap-northeast-1'] as const;
const BY = Object.keys(GROUPINGS) as Grouping[];

const accounts = fc.array(
  fc.record({
    type: fc.constantFrom(...RESOURCE_TYPES.map(({ name }) => name)),
    region: fc.constantFrom(...REGIONS),
    accountId: fc.constantFrom('111111111111', '222222222222'),
    sizeGb: fc.integer({ min: 1, max: 500 }),
    dailyChangePercent: fc.integer({ min: 0, max: 100 }),
    deleteAfterDays: fc.integer({ min: 1, max: 40 }),
    copyTo: fc.option(fc.constantFrom(...REGIONS), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 4 },
);

type Generated = typeof accounts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function accountOf({ accountId, deleteAfterDays, copyTo, ...size }: Generated, index: number): CostAccount {
  const rule = { vault: 'main', archive: false, continuous: false, recoveryPointTags: {}, deleteAfterDays };
  const copies = copyTo === undefined ? [] : [{ vault: 'copies', region: copyTo, accountId, archive: false }];
  return {
    owner: `environment ${index}`,
    accountId,
    optedIn: () => undefined,
    sizes: [{ name: 'all', ...size }],
    plans: [
      {
        name: 'plan',
        regions: [...REGIONS],
        windowsVss: false,
        tags: {},
        rules: [{ name: 'daily', schedule: 'cron(0 5 * * ? *)', ...rule, copies }],
        selections: [{ name: 'all', tags: {}, resources: ['*'], notResources: [] }],
      },
    ],
  };
}

/** Prices in the structure of AWS's offer file, whose usage types have no prefix in us-east-1; one meter in three has none. */
function pricesFor(rows: readonly CostRow[]): { prices: PriceList; priceOf: (key: string) => number | undefined } {
  const priceOf = (key: string): number | undefined => (key.length % 3 === 0 ? undefined : key.length / 1000);
  const meters = new Map(rows.flatMap((row) => metersOf(row).map(({ meter }) => [JSON.stringify(meter), meter])));
  const services = new Set([...meters.values()].map(({ service }) => service));
  const offers = [...services].map((service) => {
    const own = [...meters].filter(([key, meter]) => meter.service === service && priceOf(key) !== undefined);
    const products = own.map(([, { usage, region, to }], index) => {
      const usagetype = region === 'us-east-1' && to === undefined ? usage : `APN1-${usage}`;
      const where = to === undefined ? { regionCode: region } : { fromRegionCode: region, toRegionCode: to };
      return [`SKU${index}`, { sku: `SKU${index}`, attributes: { servicecode: service, usagetype, ...where } }];
    });
    const terms = own.map(([key], index) => {
      const rate = { unit: 'GB-Mo', beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: String(priceOf(key)) } };
      return [`SKU${index}`, { [`SKU${index}.JRTCKXETXF`]: { priceDimensions: { rate } } }];
    });
    const content = {
      formatVersion: 'v1.0',
      offerCode: service,
      publicationDate: '2026-11-01T00:00:00Z',
      products: Object.fromEntries(products) as object,
      terms: { OnDemand: Object.fromEntries(terms) as object },
    };
    const offer = readOffer(content);
    if (!offer) throw new Error('not an offer');
    return { file: `${service}.json`, ...offer };
  });
  return { prices: new PriceList(offers), priceOf };
}

test('H5 the groups of every grouping add up to the total, and a base differs by after minus before', () => {
  fc.assert(
    fc.property(accounts, accounts, fc.constantFrom(...BY), (before, after, by) => {
      const base = costReport(before.map(accountOf), NOW, { by });
      const report = costReport(after.map(accountOf), NOW, { by, base: base.rows });
      expectSame(sumOf(report.groups), report.total);
      const changed = (side: 'before' | 'after') => sumOf(report.difference?.groups.map((group) => group[side]) ?? []);
      expectSame(minus(changed('after'), changed('before')), minus(report.total, base.total));
      expectSame(report.difference?.before ?? NOTHING, base.total);
      expectSame(report.difference?.after ?? NOTHING, report.total);
    }),
    { numRuns: 20 },
  );
});

test('H5 money is every quantity times its price, in total and by group, without what has no price', () => {
  fc.assert(
    fc.property(accounts, fc.constantFrom(...BY), (generated, by) => {
      const { rows } = costReport(generated.map(accountOf), NOW, { by });
      const { prices, priceOf } = pricesFor(rows);
      const { money, groups } = costReport(generated.map(accountOf), NOW, { by, prices });
      const metered = rows.flatMap((row) => metersOf(row));
      const known = metered.filter(({ meter }) => meter.usage !== undefined);
      const expected = known.reduce(
        (sum, { meter, quantity }) => sum + quantity * (priceOf(JSON.stringify(meter)) ?? 0),
        0,
      );
      expect(money?.amount).toBeCloseTo(expected, 4);
      expect(groups.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBeCloseTo(expected, 4);
      const lacking = metered.filter(
        ({ meter }) => meter.usage === undefined || priceOf(JSON.stringify(meter)) === undefined,
      );
      const unpriced = money?.unpriced.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(unpriced).toBeCloseTo(
        lacking.reduce((sum, { quantity }) => sum + quantity, 0),
        3,
      );
    }),
    { numRuns: 20 },
  );
});

function minus(one: Quantities, other: Quantities): Quantities {
  const entries = QUANTITIES.map((quantity) => [quantity, rounded(one[quantity] - other[quantity])]);
  return Object.fromEntries(entries) as Record<keyof Quantities, number>;
}

function expectSame(one: Quantities, other: Quantities): void {
  for (const quantity of QUANTITIES) expect(one[quantity]).toBeCloseTo(other[quantity], 3);
}
