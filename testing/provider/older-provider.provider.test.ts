import type { EnvironmentInput } from '../../environments/schema';
import { fixtures } from '../fixtures';
import { notifiedOrganization } from '../notified-organization';
import { synthesizeAll, type Block } from '../synthesized';
import {
  ADDED_ARGUMENTS,
  forOlderProvider,
  OMITTED_ARGUMENTS,
  OMITTED_TYPES,
  RENAMED_ATTRIBUTES,
  REPLACED_VALUES,
} from './older-provider';
import { blocksOf, providerSchema, type Argument, type ProviderSchema } from './provider-schema';
import { wideEnvironment } from './wide-environment';

const ADDED = Object.entries(ADDED_ARGUMENTS).flatMap(([type, block]) =>
  Object.keys(block).map((name) => [type, name] as const),
);

let schema: ProviderSchema;
let newer: Record<string, Block>;
let older: Record<string, Block>;

beforeAll(async () => {
  const environments = [fixtures.dev, withArchive(fixtures.stg), wideEnvironment()];
  const organization = notifiedOrganization();
  const byStackSet = structuredClone(organization);
  byStackSet.baseline.rollout = 'stack-set';
  newer = { ...synthesizeAll(environments, byStackSet), ...synthesizeAll(environments, organization) };
  older = Object.fromEntries(
    Object.entries(newer).map(([name, stack]) => [name, forOlderProvider(stack, 'http://127.0.0.1:1')]),
  );
  schema = await providerSchema(older['dev-iam']?.['terraform'].required_providers);
});

/** With a rule that archives, copies and fills an air-gapped vault, and a selection without some resources. */
function withArchive(fixture: EnvironmentInput): EnvironmentInput {
  const { backup, ...environment } = structuredClone(fixture);
  const lifecycle = { archive: true, coldStorageAfterDays: 30, deleteAfterDays: 365 };
  const rule = {
    ...lifecycle,
    name: 'Archive',
    vault: 'EC2',
    schedule: 'cron(0 18 1 * ? *)',
    copies: [{ ...lifecycle, vault: 'Archive', region: 'ap-northeast-3' }],
    airGappedVaultArn: `arn:aws:backup:ap-northeast-1:${environment.accountId}:backup-vault:isolated`,
  };
  const plan = {
    name: 'Archive',
    rules: [rule],
    selections: [{ name: 'Archive', tags: { AWSBackup: 'Archive' }, notResources: ['arn:aws:ec2:*:*:volume/*'] }],
  };
  const vaults = [...backup.vaults, { name: 'Archive', region: 'ap-northeast-3' }];
  return { ...environment, backup: { ...backup, vaults, plans: [...backup.plans, plan] } };
}

/** The arguments of every stack, by their place. */
function argumentsOf(stacks: Record<string, Block>): Map<string, Argument> {
  const all = Object.entries(stacks).flatMap(([name, stack]) =>
    schema.argumentsOf(stack).map((argument) => [`${name}: ${argument.place}`, argument] as const),
  );
  return new Map(all);
}

const unique = (all: readonly string[]): string[] => [...new Set(all)].toSorted();
const typesOf = (stacks: Record<string, Block>): string[] =>
  unique(Object.values(stacks).flatMap((stack) => blocksOf(stack).map(([type]) => type)));
const renamed = (text: string): string =>
  Object.entries(RENAMED_ATTRIBUTES).reduce((now, [attribute, name]) => {
    const [type = '', old = ''] = attribute.split('.');
    return now.replaceAll(new RegExp(`(\\$\\{${type}\\.[\\w-]+\\.)${old}\\}`, 'g'), `$1${name}}`);
  }, text);
const isOmitted = (name: string): boolean => OMITTED_TYPES.some((type) => name.startsWith(`${type}.`));
const isRegion = (name: string): boolean => /^aws_\w+\.region$/.test(name);

test('the older provider knows nothing that is omitted, and everything else', () => {
  expect(typesOf(newer).filter((type) => !schema.hasType(type))).toEqual(unique(OMITTED_TYPES));
  const unknown = [...argumentsOf(newer).values()].filter(({ name, known }) => !known && !isOmitted(name));
  expect(unique(unknown.map(({ name }) => name).filter((name) => !isRegion(name)))).toEqual(unique(OMITTED_ARGUMENTS));
  expect([...argumentsOf(older).values()].filter(({ known }) => !known)).toEqual([]);
});

test('nothing else is omitted or changed, and nothing is added that the older provider does not require', () => {
  const [before, after] = [argumentsOf(newer), argumentsOf(older)];
  const changed = [...before].filter(([place, { name, value }]) => {
    const text = JSON.stringify(after.get(place)?.value);
    return !isOmitted(name) && !isRegion(name) && text !== renamed(JSON.stringify(value));
  });
  expect(unique(changed.map(([, { name }]) => name))).toEqual(
    unique([...OMITTED_ARGUMENTS, ...Object.keys(REPLACED_VALUES)]),
  );
  const added = [...after].filter(([place]) => !before.has(place)).map(([, { name }]) => name);
  expect(unique(added)).toEqual(unique(ADDED.map((path) => path.join('.'))));
  for (const [type, name] of ADDED) expect([type, name, schema.requires(type, name)]).toEqual([type, name, true]);
});

test('each resource keeps its region and its account', () => {
  for (const [name, stack] of Object.entries(newer)) {
    const providers: Block[] = older[name]?.['provider'].aws;
    for (const [type, id, { region, provider = 'aws' }] of blocksOf(stack)) {
      const now: Block | undefined = older[name]?.['resource'][type]?.[id];
      if (now === undefined) continue;
      const [was, is] = [provider, now['provider']].map((one: string) =>
        providers.find(({ alias }) => one === (alias === undefined ? 'aws' : `aws.${alias}`)),
      );
      const { alias, ...expected } = was as Block;
      expect(is).toEqual({ ...is, ...expected, region: region ?? expected['region'] });
    }
  }
});

test('imports keep their address, and an ID in another region is one for the provider of that region', () => {
  const [type, id] = ['aws_backup_vault', 'v'];
  const stack = newer['dev-backup'] ?? {};
  const changed = {
    ...stack,
    resource: { [type]: { [id]: { name: 'v', region: 'us-east-1' }, near: { name: 'near@us-east-1' } } },
    import: [
      { to: 'aws_backup_vault.v', id: 'v@us-east-1' },
      { to: 'aws_backup_vault.near', id: 'near@us-east-1' },
      { to: 'aws_backup_vault_lock_configuration.v', id: 'v@us-east-1' },
    ],
  };
  expect(forOlderProvider(changed, 'http://127.0.0.1:1')['import']).toEqual([
    { to: 'aws_backup_vault.v', id: 'v' },
    { to: 'aws_backup_vault.near', id: 'near@us-east-1' },
  ]);
});

test('the real provider exercises most resources and arguments', () => {
  const count = (stacks: Record<string, Block>) => Object.values(stacks).flatMap(blocksOf).length;
  const resources = [count(older), count(newer)] as const;
  const all = [...argumentsOf(newer).values()];
  const exercised = all.filter(
    ({ name }) => !isOmitted(name) && !OMITTED_ARGUMENTS.includes(name) && !(name in REPLACED_VALUES),
  );
  const share = ([part, whole]: readonly [number, number]) =>
    `${part} of ${whole} (${((part / whole) * 100).toFixed(1)} %)`;
  process.stderr.write(
    `The real AWS provider exercises ${share(resources)} resources and data sources, and ${share([exercised.length, all.length])} of their arguments. ` +
      `Not: ${[...OMITTED_TYPES, ...OMITTED_ARGUMENTS, ...Object.keys(REPLACED_VALUES)].join(', ')}.\n`,
  );
  expect(resources[0] / resources[1]).toBeGreaterThan(0.9);
  expect(exercised.length / all.length).toBeGreaterThan(0.9);
});
