import fc from 'fast-check';

import { costAccounts } from '../../cli/cost/cost-accounts';
import { reportInput } from '../../cli/report/report-input';
import type { OrganizationInput } from '../../environments/organization/organization';
import type { EnvironmentInput } from '../../environments/schema';
import { configurationOf, NOW } from '../../testing/report';
import { costReport, type CostReport } from '../cost/cost-report';
import { GROUPINGS, type Grouping } from '../cost/groups';
import { type CostRow, NOTHING, type Quantities } from '../cost/model';
import { PriceList } from '../cost/price-list';
import { type CostLine, STORED } from './cost-data';
import { amountOf, costLines, storedOf } from './cost-lines';
import { reportData } from './report-data';

// The numbers of the report are those of cost --json, whatever the organization declares (H6).

type Size = NonNullable<OrganizationInput['costs']>[number];

const TYPES = ['DynamoDB', 'EFS', 'EBS', 'EC2', 'S3', 'RDS'];
const ACCOUNTS = ['111111111111', '333333333333', '444444444444'];

const rule = fc.record({
  deleteAfterDays: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
  coldStorageAfterDays: fc.option(fc.constant(1), { nil: undefined }),
  copyDays: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});
const size = fc.record({
  type: fc.constantFrom(...TYPES),
  sizeGb: fc.integer({ min: 1, max: 100_000 }).map((gigabytes) => gigabytes / 7),
  dailyChangePercent: fc.integer({ min: 0, max: 1000 }).map((change) => change / 10),
  restoredGbPerMonth: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  accounts: fc.option(fc.subarray(ACCOUNTS, { minLength: 1 }), { nil: undefined }),
});
const generated = fc.record({
  ofEnvironment: rule,
  ofPolicies: rule,
  files: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
  sizes: fc.array(size, { maxLength: 4 }),
});
type Generated = typeof generated extends fc.Arbitrary<infer G> ? G : never;
type Rule = Generated['ofEnvironment'];

function withRule({ backup }: EnvironmentInput, { deleteAfterDays, coldStorageAfterDays, copyDays }: Rule): void {
  // Files can turn cold: only those that stay long enough.
  const days =
    deleteAfterDays === undefined || coldStorageAfterDays === undefined ? deleteAfterDays : 91 + deleteAfterDays;
  const files = backup.plans.find(({ name }) => name === 'EFS')?.rules[0];
  if (files) Object.assign(files, { deleteAfterDays: days, coldStorageAfterDays });
  const servers = backup.plans[0]?.rules[0];
  const copies = copyDays === undefined ? [] : [{ vault: 'EC2', region: 'ap-northeast-3', deleteAfterDays: copyDays }];
  if (servers) Object.assign(servers, { deleteAfterDays, copies });
}

function configured({ ofEnvironment, ofPolicies, files, sizes }: Generated) {
  return configurationOf(({ environments, organization }) => {
    const prod = environments.find(({ name }) => name === 'prod');
    if (!prod || !organization) throw new Error('the fixtures have no prod');
    withRule(prod, ofEnvironment);
    prod.costs = (prod.costs ?? []).map((one) => ({ ...one, ...(files === undefined ? {} : { sizeGb: files }) }));
    for (const { rules = [] } of organization.policies.flatMap(({ plans = [] }) => plans))
      for (const one of rules) one.deleteAfterDays = ofPolicies.deleteAfterDays ?? 35;
    organization.costs = sizes.map((one, index): Size => ({ name: `size-${index}`, ...one }));
  });
}

const PRICES = new PriceList([
  {
    file: 'backup.json',
    service: 'AWSBackup',
    published: '2026-11-01',
    products: ['DynamoDB', 'EFS'].map((type) => ({
      service: 'AWSBackup',
      usage: `APN1-WarmStorage-ByteHrs-${type}`,
      region: 'ap-northeast-1',
      dimensions: [{ unit: 'GB-Mo', prices: { USD: '0.06' } }],
    })),
  },
]);

/** What a line says, in the words of `cost --json`. */
function shownOf([key, line]: readonly [key: readonly string[], line: CostLine]) {
  const { accounts, amounts, price, keptForever } = line;
  return {
    key,
    accounts,
    keptForever,
    stored: expect.closeTo(storedOf(amounts), 4) as number,
    createdGb: amountOf(amounts, 'written'),
    transferredGb: amountOf(amounts, 'transferred'),
    restoredGb: amountOf(amounts, 'restored'),
    earlyDeletionGbMonths: amountOf(amounts, 'early-deletion'),
    amount: price?.amount,
    isPriced: price?.isPriced,
  };
}

const storedIn = ({ warmGbMonths, coldGbMonths, archiveGbMonths, earlyDeletionGbMonths }: Quantities): number =>
  warmGbMonths + coldGbMonths + archiveGbMonths + earlyDeletionGbMonths;

function printedOf({ groups }: CostReport) {
  return groups.map(({ key, accounts, keptForever, createdGb, transferredGb, restoredGb, ...group }) => ({
    key,
    accounts,
    keptForever,
    stored: storedIn(group as Quantities & typeof group),
    createdGb,
    transferredGb,
    restoredGb,
    earlyDeletionGbMonths: group.earlyDeletionGbMonths,
    amount: group.amount,
    isPriced: group.isPriced,
  }));
}

const byKey = <T extends { readonly key: readonly string[] }>(all: readonly T[]): T[] =>
  all.toSorted((one, other) => JSON.stringify(one.key).localeCompare(JSON.stringify(other.key)));

/** What `cost --json` has of a part of a bar. */
const PARTS: Readonly<Record<(typeof STORED)[number], (row: CostRow) => number>> = {
  warm: ({ place, warmGbMonths }) => (['copy', 'air-gapped'].includes(place) ? 0 : warmGbMonths),
  cold: ({ place, coldGbMonths }) => (['copy', 'air-gapped'].includes(place) ? 0 : coldGbMonths),
  archive: ({ place, archiveGbMonths }) => (['copy', 'air-gapped'].includes(place) ? 0 : archiveGbMonths),
  copy: ({ place, ...row }) => (place === 'copy' ? storedIn(row) - row.earlyDeletionGbMonths : 0),
  'air-gapped': ({ place, ...row }) => (place === 'air-gapped' ? storedIn(row) - row.earlyDeletionGbMonths : 0),
  'early-deletion': ({ earlyDeletionGbMonths }) => earlyDeletionGbMonths,
};

const GROUPED_BY = Object.keys(GROUPINGS) as Grouping[];

test('H6 every number of what is stored equals that of cost --json, for each grouping and in total', () => {
  fc.assert(
    fc.property(generated, (given) => {
      const configuration = configured(given);
      const accounts = costAccounts(configuration, NOW) ?? [];
      const data = reportData(reportInput(configuration), NOW, { prices: PRICES });
      for (const by of GROUPED_BY) {
        const printed = costReport(accounts, NOW, { by, prices: PRICES });
        const lines = costLines(data, by);
        expect(byKey(printedOf(printed))).toEqual(byKey(lines.map((line) => shownOf(line))));
        for (const [key, { amounts }] of lines) {
          const rows = printed.rows.filter((row) => JSON.stringify(GROUPINGS[by](row)) === JSON.stringify(key));
          for (const part of STORED)
            expect(amountOf(amounts, part)).toBeCloseTo(
              rows.reduce((sum, row) => sum + PARTS[part](row), 0),
              4,
            );
        }
        const { total, money } = printed;
        expect(data.cost?.money).toEqual(money);
        expect(data.cost?.notBackedUp).toEqual(printed.notBackedUp);
        const { amounts = [] } = data.cost?.total ?? {};
        expect(storedOf(amounts)).toBeCloseTo(storedIn(total), 3);
        expect([amountOf(amounts, 'written'), amountOf(amounts, 'transferred'), amountOf(amounts, 'restored')]).toEqual(
          [total.createdGb, total.transferredGb, total.restoredGb],
        );
      }
    }),
    { numRuns: 6 },
  );
});

test('H6 the difference to a base equals that of cost --json --base', () => {
  fc.assert(
    fc.property(generated, generated, (before, after) => {
      const [old, fresh] = [configured(before), configured(after)];
      const base = reportData(reportInput(old), NOW);
      const data = reportData(reportInput(fresh), NOW, { base });
      const rows = costReport(costAccounts(old, NOW) ?? [], NOW, { by: 'rule' }).rows;
      for (const by of GROUPED_BY) {
        const { difference } = costReport(costAccounts(fresh, NOW) ?? [], NOW, { by, base: rows });
        const changed = new Map(difference?.groups.map((group) => [JSON.stringify(group.key), group]));
        const lines = costLines(data, by);
        const shown = new Map(lines.map(([key, line]) => [JSON.stringify(key), line]));
        for (const key of changed.keys()) expect([key, shown.has(key)]).toEqual([key, true]);
        for (const [key, { amounts, before: was }] of lines) {
          const change = changed.get(JSON.stringify(key));
          const [stored, storedBefore] = [storedOf(amounts), storedOf(was ?? [])];
          if (change) {
            expect(stored).toBeCloseTo(storedIn(change.after), 4);
            expect(storedBefore).toBeCloseTo(storedIn(change.before), 4);
            expect(amountOf(was ?? [], 'transferred')).toBe(change.before.transferredGb);
            expect(amountOf(was ?? [], 'restored')).toBe(change.before.restoredGb);
          } else expect(was).toEqual(amounts);
        }
        expect(storedOf(data.cost?.total.before ?? [])).toBeCloseTo(storedIn(difference?.before ?? NOTHING), 3);
      }
    }),
    { numRuns: 4 },
  );
});
