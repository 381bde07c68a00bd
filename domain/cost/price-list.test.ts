import { metersOf } from './meters';
import { type CostRow, NOTHING, QUANTITIES } from './model';
import { priced } from './money';
import { readOffer } from './offer';
import { PriceList } from './price-list';

const EFS = { service: 'AWSBackup', usage: 'WarmStorage-ByteHrs-EFS', region: 'eu-west-1' } as const;

type Dimension = readonly [price: string, unit?: string];

/** A product as the AWS Price List has it. */
function product(attributes: object, ...dimensions: readonly Dimension[]) {
  const priceDimensions = dimensions.map(([price, unit = 'GB-Mo'], index) => [
    String(index),
    { unit, pricePerUnit: { USD: price } },
  ]);
  return {
    attributes: { regionCode: 'eu-west-1', ...attributes },
    terms: { term: { priceDimensions: Object.fromEntries(priceDimensions) as object } },
  };
}

function offerWith(...products: readonly ReturnType<typeof product>[]): object {
  return {
    offerCode: 'AWSBackup',
    publicationDate: '2026-11-01T00:00:00Z',
    products: Object.fromEntries(products.map(({ attributes }, sku) => [sku, { attributes }])),
    terms: { OnDemand: Object.fromEntries(products.map(({ terms }, sku) => [sku, terms])) },
  };
}

function pricesIn(content: object): PriceList {
  const offer = readOffer(content);
  if (!offer) throw new Error('not an offer');
  return new PriceList([{ file: 'prices.json', ...offer }]);
}

const row: CostRow = {
  owner: 'environment prod',
  source: '111111111111',
  sourceRegion: 'eu-west-1',
  plan: 'plan',
  rule: 'daily',
  place: 'vault',
  account: '111111111111',
  region: 'eu-west-1',
  vault: 'main',
  size: 'files',
  type: 'EFS',
  keptForever: false,
  ...NOTHING,
};

test.each(['EU-WarmStorage-ByteHrs-EFS', 'WarmStorage-ByteHrs-EFS'])('H5 finds the price of %s', (usagetype) => {
  expect(pricesIn(offerWith(product({ usagetype }, ['0.05']))).priceOf(EFS)).toEqual({ price: 0.05 });
});

test('H5 takes one price that several products have', () => {
  const usagetype = 'EU-WarmStorage-ByteHrs-EFS';
  const offer = offerWith(product({ usagetype }, ['0.05']), product({ usagetype }, ['0.0500000000']));
  expect(pricesIn(offer).priceOf(EFS)).toEqual({ price: 0.05 });
});

test.each([
  ['not in the file', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS-LAGV' }, ['0.05'])]],
  ['not in the file', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS', regionCode: 'eu-west-2' }, ['0.05'])]],
  ['not in the file', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS', toRegionCode: 'eu-west-2' }, ['0.05'])]],
  ['the price depends on the volume', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS' }, ['0.05'], ['0.04'])]],
  ['the price is per Jobs', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS' }, ['0.05', 'Jobs'])]],
  ['the file has no price', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS' })]],
  ['the file has no price', [product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS' }, ['free'])]],
  [
    'the file has several prices',
    ['0.05', '0.06'].map((price) => product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS' }, [price])),
  ],
])('H5 guesses no price: %s', (lacking, products) => {
  expect(pricesIn(offerWith(...products)).priceOf(EFS)).toEqual({ lacking });
});

test('H5 names what is billed by a service of its own, and what it does not know', () => {
  const prices = pricesIn(offerWith());
  expect(prices.priceOf({ ...EFS, service: 'AmazonEC2' })).toEqual({ lacking: 'no file of this service' });
  expect(prices.priceOf({ ...EFS, usage: undefined })).toEqual({ lacking: 'its usage type is not known here' });
});

test('H5 finds the price of a transfer from one region to another, and not the other way round', () => {
  const usagetype = 'EU-USE1-CrossRegion-WarmBytes-EFS';
  const regions = { regionCode: undefined, fromRegionCode: 'eu-west-1', toRegionCode: 'us-east-1' };
  const prices = pricesIn(offerWith(product({ usagetype, ...regions }, ['0.02', 'GB'])));
  const transfer = { ...EFS, usage: 'CrossRegion-WarmBytes-EFS', to: 'us-east-1' };
  expect(prices.priceOf(transfer)).toEqual({ price: 0.02 });
  expect(prices.priceOf({ ...transfer, region: 'us-east-1', to: 'eu-west-1' })).toEqual({ lacking: 'not in the file' });
});

test('H5 does not take the price of RDS Custom for that of RDS', () => {
  // As AmazonRDS has them in us-east-1, whose usage types have no prefix.
  const common = { servicecode: 'AmazonRDS', regionCode: 'us-east-1', operation: '', databaseEngine: 'Any' };
  const backups = { ...common, usagetype: 'RDS:ChargedBackupUsage', engineCode: '0', storageMedia: 'AmazonS3' };
  const custom = { ...common, usagetype: 'RDSCustom:ChargedBackupUsage', deploymentModel: 'Custom' };
  const offer = { ...offerWith(product(custom, ['0.2']), product(backups, ['0.095'])), offerCode: 'AmazonRDS' };
  const meter = { service: 'AmazonRDS', usage: 'RDS:ChargedBackupUsage', region: 'us-east-1' };
  expect(pricesIn(offer).priceOf(meter)).toEqual({ price: 0.095 });
});

test('H5 adds up what has a price, and names the rest once', () => {
  const prices = pricesIn(offerWith(product({ usagetype: 'EU-WarmStorage-ByteHrs-EFS' }, ['0.05'])));
  const rows = [
    { ...row, warmGbMonths: 100, restoredGb: 5 },
    { ...row, warmGbMonths: 20, restoredGb: 1 },
  ];
  expect(priced(rows, prices)).toEqual({
    currency: 'USD',
    amount: 6,
    unpriced: [
      {
        service: 'AWSBackup',
        usage: 'Restore-WarmBytes-EFS',
        region: 'eu-west-1',
        quantity: 6,
        types: ['EFS'],
        reason: 'not in the file',
      },
    ],
    sources: [{ file: 'prices.json', service: 'AWSBackup', published: '2026-11-01T00:00:00Z' }],
  });
});

test('H5 bills snapshots of EBS with EC2, and everything in an air-gapped vault with AWS Backup', () => {
  const used = { ...row, ...Object.fromEntries(QUANTITIES.map((quantity) => [quantity, 1])), region: 'us-east-1' };
  const usages = (change: Partial<CostRow>) =>
    metersOf({ ...used, ...change }).map(({ meter: { service, usage = '?' } }) => `${service} ${usage}`);
  expect(usages({ type: 'EBS' })).toEqual([
    'AmazonEC2 EBS:SnapshotUsage',
    'AmazonEC2 ?',
    'AmazonEC2 EBS:SnapshotArchiveStorage',
    'AmazonEC2 EBS:SnapshotArchiveEarlyDelete',
    'AWSDataTransfer AWS-Out-Bytes',
    'AmazonEC2 ?',
  ]);
  expect(usages({ type: 'EBS', place: 'air-gapped' })).toContain('AWSBackup WarmStorage-ByteHrs-EBS-LAGV');
  expect(usages({ type: 'EFS' })).toContain('AWSBackup ColdStorage-ByteHrs-EFS');
  for (const type of ['DocumentDB', 'Neptune']) {
    expect(usages({ type })[0]).toMatch(/^Amazon(DocDB|Neptune) BackupUsage$/);
  }
  // No public excerpt of the price list shows how these are called.
  expect(usages({ type: 'EFS', place: 'air-gapped' }).slice(1)).toEqual(Array.from({ length: 5 }, () => 'AWSBackup ?'));
  expect(new Set(usages({ type: 'SAP HANA on Amazon EC2' }))).toEqual(new Set(['AWSBackup ?']));
});

test.each([null, [], {}, { offerCode: 'AWSBackup' }, { offerCode: 'AWSBackup', publicationDate: '', products: [] }])(
  'H5 reads no offer from %j',
  (content) => {
    expect(readOffer(content)).toBeUndefined();
  },
);

test('H5 reads a damaged offer as one that lacks prices', () => {
  const damaged = {
    offerCode: 'AWSBackup',
    publicationDate: '',
    products: { a: null, b: {}, c: { attributes: { usagetype: EFS.usage, regionCode: EFS.region } } },
    terms: { OnDemand: { c: { d: { priceDimensions: { e: null } } } } },
  };
  expect(pricesIn(damaged).priceOf(EFS)).toEqual({ lacking: 'the price is per undefined' });
});
