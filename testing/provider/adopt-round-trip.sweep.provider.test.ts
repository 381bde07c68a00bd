import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { run } from '../../bin/run';
import type { AdoptReport } from '../../domain/adopt/report';
import { parseEnvironments } from '../../environments/parse';
import { printEnvironment } from '../../environments/print-environment';
import type { EnvironmentInput } from '../../environments/schema';
import type { LocalAws } from '../../local-aws/start';
import { adoptingEnvironments } from '../adopt/environments';
import { variation, VARIATIONS } from '../adopt/every-setting';
import { ACCOUNT, fillAccount, makeOthers, REGION } from '../aws/adoptable-account';
import { testAws } from '../aws/local-aws';
import { backupctl, emptyFolder } from '../commands';
import { NOW } from '../environment-inputs';
import { fixtures } from '../fixtures';
import { ROOT } from '../terraform/programs';
import { deployAccount, providerVariables } from './deployed-account';
import { startAccount } from './provider-account';

let aws: LocalAws | undefined;

afterEach(() => aws?.stop());

/**
 * The older provider knows no time zones of rules, no conditions, no locks and no schedules, and no bootstrap created a boundary
 * for the roles.
 */
function deployable(fixture: EnvironmentInput): EnvironmentInput {
  const { bootstrap: _, ...input } = structuredClone(fixture);
  for (const plan of input.backup.plans) {
    for (const rule of plan.rules) rule.timezone = 'Etc/UTC';
    plan.selections = plan.selections.filter(({ resources }) => resources === undefined);
  }
  for (const vault of input.backup.vaults) delete vault.lock;
  if (input.ssmBackup !== undefined && input.ssmBackup !== 'none') delete input.ssmBackup.agentCheck;
  return { ...input, timezone: 'Etc/UTC' };
}

/** The parsed environment of a file. */
function parsed(input: EnvironmentInput) {
  return parseEnvironments([{ file: 'environment.ts', name: input.name, input }], NOW).environments[0];
}

function environmentsWith(input: EnvironmentInput): string {
  const folder = adoptingEnvironments(COMMON);
  const text = printEnvironment(input, {}).replace("'./schema'", `'${ROOT}/environments/schema'`);
  writeFileSync(path.join(folder, `${input.name}.ts`), text);
  writeFileSync(
    path.join(folder, 'index.ts'),
    `export const environments = { ${input.name}: () => import('./${input.name}') };\n`,
  );
  return folder;
}

const COMMON = `export const common = {
  service: 'anyservice',
  region: 'ap-northeast-1',
  state: { bucket: 'anyservice-{name}-tfstate-{accountId}', region: 'ap-northeast-1' },
};
`;

/** With the SSM backup that has every setting, and the settings of both regions. */
function everything(): EnvironmentInput {
  const input = variation(VARIATIONS['an SSM backup with everything']);
  const { backup, ssmBackup, iam: { boundaryActions: _, ...iam } = {} } = input;
  const optIn = { EC2: true, EBS: true, EFS: true, RDS: false };
  backup.regionSettings = ['ap-northeast-1', 'ap-northeast-3'].map((region) => ({ region, optIn }));
  if (ssmBackup === undefined || ssmBackup === 'none') throw new Error('there is no SSM backup');
  const automationPolicyArns = ['arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess'];
  return {
    ...input,
    iam: { ...iam, permissionsBoundary: 'none' },
    ssmBackup: { ...ssmBackup, automationPolicyArns, imageParameterArns: ssmBackup.imageParameterArns?.toSorted() },
  };
}

/** Common values with the names that an environment replaces: adopt looks for resources by them. */
const commonOf = ({ names }: EnvironmentInput): string =>
  names ? COMMON.replace('};', `  names: ${JSON.stringify(names)},\n};`) : COMMON;

/** The names in a version of the stacks that is no longer in use. */
const OLDER_NAMES = {
  backupRole: 'OldBackup',
  restoreRole: 'OldRestore',
  pruneRole: 'OldPrune',
  prunePolicy: 'old-prune',
  pruneFunction: 'old-prune',
  agentCheckSchedule: 'old-agent-check',
  failureRule: 'old-failures',
  errorAlarm: 'old-errors',
};

test.each<[string, EnvironmentInput, readonly string[]]>([
  ['dev', fixtures.dev, ['filename', 'source_code_hash']],
  [
    'dev of an older version with other names',
    {
      ...fixtures.dev,
      names: OLDER_NAMES,
      notifications: { ...fixtures.dev.notifications, topicName: 'old-alerts' },
    },
    ['filename', 'source_code_hash'],
  ],
  ['prod without the SSM backup', { ...fixtures.prod, ssmBackup: 'none' }, []],
  ['everything that vaults, topics and an SSM backup can have', everything(), ['filename', 'source_code_hash']],
])(
  'X5 %s: an account that the stacks created is adopted with the same configuration, and its first plan changes nothing',
  async (_name, fixture, unreadable) => {
    const input = deployable(fixture);
    aws = await startAccount(input.accountId);
    await deployAccount(aws, environmentsWith(input), input);
    const folder = emptyFolder();
    const variables = { ...providerVariables(aws), BACKUP_ENVIRONMENTS_DIR: adoptingEnvironments(commonOf(input)) };
    const settings = input.backup.regionSettings === undefined ? [] : ['--region-settings'];
    const options = ['--regions', 'ap-northeast-1,ap-northeast-3', ...settings];
    const { code, stdout, stderr } = await backupctl(
      ['adopt', '--environment', input.name, '--out', folder, ...options, '--json'],
      emptyFolder(),
      variables,
    );
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    const { plan }: AdoptReport = JSON.parse(stdout);
    if (!('changed' in plan)) throw new Error(plan.unknown);
    const changed = plan.changed.flatMap(({ address, changes }) =>
      changes.filter(({ argument }) => !unreadable.includes(argument)).map((change) => ({ address, ...change })),
    );
    expect([changed, plan.created]).toEqual([[], []]);

    writeFileSync(path.join(folder, 'common.ts'), commonOf(input));
    const text = readFileSync(path.join(folder, `${input.name}.ts`), 'utf8');
    const entry = path.join(folder, `${input.name}.entry.ts`);
    writeFileSync(entry, text.replace("'./schema'", `'${ROOT}/environments/schema'`));
    const { default: adopted } = run(entry) as unknown as { readonly default: EnvironmentInput };
    expect(parsed(adopted)).toEqual(parsed(input));
  },
);

test('X2 the first plan of an account of others imports what it has, and changes only tags', async () => {
  const others = await testAws(ACCOUNT);
  aws = others;
  const keyId = await makeOthers(others);
  await fillAccount(others, keyId);
  const { code, stdout, stderr } = await backupctl(
    ['adopt', '--environment', 'company', '--out', emptyFolder(), '--regions', `${REGION},us-east-1`, '--json'],
    emptyFolder(),
    { ...providerVariables(others), BACKUP_ENVIRONMENTS_DIR: adoptingEnvironments(COMMON) },
  );
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  const { plan, items }: AdoptReport = JSON.parse(stdout);
  if (!('changed' in plan)) throw new Error(plan.unknown);
  const changes = plan.changed.flatMap(({ changes: all }) => all.map(({ argument }) => argument));
  expect(changes.filter((argument) => !argument.startsWith('tag '))).toEqual([]);
  expect(plan.created.filter((address) => address.startsWith('aws_backup_'))).toEqual([]);
  expect(items.filter(({ kind, state }) => kind === 'vault' && state === 'taken over')).toHaveLength(3);
});
