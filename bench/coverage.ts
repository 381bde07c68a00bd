import { organizationAccounts } from '../cli/coverage/covered-accounts';
import { readAccounts, type Sources } from '../cli/coverage/read-accounts';
import { writeCoverage } from '../cli/coverage/run-coverage';
import { loadConfiguration } from '../cli/configuration';
import { mergeFound } from '../domain/coverage/resource';

// Coverage of an organization whose accounts answer at once, with this many resources each.

const RESOURCES = 100;
const NOW = new Date('2026-11-21T00:00:00Z');
const TYPES = [
  ['EC2', 'ec2', 'instance/i-'],
  ['EBS', 'ec2', 'volume/vol-'],
  ['DynamoDB', 'dynamodb', 'table/orders-'],
  ['RDS', 'rds', 'db:shop-'],
] as const;
const TAGS: readonly Readonly<Record<string, string>>[] = [
  {},
  { AWSBackup: 'EC2' },
  { Backup: 'On' },
  { Stage: 'test', Name: 'web' },
];

const read: NonNullable<Sources['read']> = (_clients, place) => {
  const { account, region } = place;
  const described = Array.from({ length: RESOURCES }, (_, index) => {
    const [type, service, resource] = TYPES[index % TYPES.length] ?? TYPES[0];
    const arn = `arn:aws:${service}:${region}:${account}:${resource}${index}`;
    return { arn, type, tags: TAGS[(index >> 2) % TAGS.length] ?? {}, lastBackup: '2026-11-20T20:00:00.000Z' };
  });
  const resources = mergeFound(
    place,
    [
      ['protected', described],
      ['tagged', described],
      ['described', described],
    ],
    {
      tagsListed: true,
    },
  );
  return Promise.resolve({ resources, optIn: {}, unread: [] });
};

async function main([region = '', output = '']: readonly string[]): Promise<void> {
  const configuration = await loadConfiguration(NOW);
  const { organization } = configuration;
  if (!organization) throw new Error('There is no organization.');
  const accounts = organizationAccounts(organization, configuration, NOW);
  const sources = {
    // `read` uses none.
    clientsOf: () => Promise.resolve(() => ({}) as never),
    fromConfig: () => Promise.resolve(new Map()),
    read,
  };
  const reading = readAccounts(accounts, sources, { now: NOW, region, progress: () => {} });
  const head = { at: NOW.toISOString(), environment: null, failOn: [] };
  await writeCoverage(reading, { ...head, format: 'json', output, notify: undefined });
}

void main(process.argv.slice(2));
