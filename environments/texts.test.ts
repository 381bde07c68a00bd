import { ENVIRONMENT_NAMES } from '../domain/names';
import { errorsOf, NOW } from '../testing/environment-inputs';
import {
  type AcceptedTexts,
  IMPROPER_TEXTS,
  OVERLONG,
  placesAccepting,
  placesOf,
  placesRefusing,
  textsOf,
  WRONG_CHARACTERS,
} from '../testing/schema-texts';
import { parseEnvironments } from './parse';
import type { EnvironmentInput } from './schema';
import { environmentFields } from './schema/environment';

const REGION = 'ap-northeast-1';
const ACCOUNT = '111111111111';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const topic = (name: string, region: string) => `arn:aws:sns:${region}:${ACCOUNT}:${name}`;

/** A small environment that has every text of the schema. */
function everyText(): EnvironmentInput {
  const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
  const step = (name: string) => ({
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances' },
    outputs: [{ Name: 'Found', Selector: '$.Reservations', Type: 'MapList' as const }],
  });
  return {
    name: 'dev',
    service: 'anyservice',
    accountId: ACCOUNT,
    region: REGION,
    timezone: 'Asia/Tokyo',
    state: { bucket: 'states', region: REGION, kmsKeyArn: KEY, roleArn: role('state') },
    bootstrap: {
      github: { repository: 'example/backup', subject: 'repo:example/backup' },
      planRole: 'plan',
      applyRole: 'apply',
      readPolicyArns: [policy('read')],
      applyPolicyArns: [policy('apply')],
      permissionsBoundaryArn: policy('boundary'),
    },
    deployRoleArn: role('deploy'),
    tags: { Owner: 'team' },
    iam: { passableInstanceRoles: [role('web')], permissionsBoundary: 'made-here', boundaryActions: ['ec2:CopyImage'] },
    notifications: {
      topicName: 'alerts',
      displayName: 'Alerts',
      topicArns: { 'us-east-1': topic('existing', 'us-east-1') },
      key: { [REGION]: KEY, 'us-east-1': KEY.replace(REGION, 'us-east-1') },
      subscriptions: [
        { protocol: 'email', endpoint: 'alerts@example.org', filter: { State: [{ 'anything-but': 'COMPLETED' }] } },
        { protocol: 'https', endpointParameter: '/backup/webhook' },
        { protocol: 'https', endpoint: 'https://example.org/alerts' },
      ],
    },
    backup: {
      vaults: [
        {
          name: 'Own',
          region: REGION,
          key: 'customer-managed',
          accessPolicy: { copiesFromAccounts: ['222222222222'], copiesFromOrganization: 'o-exampleorg1' },
          notify: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'],
          topicArn: topic('vault', REGION),
          tags: { Vault: 'own' },
        },
        { name: 'Far', region: 'us-east-1', key: 'customer-managed' },
      ],
      plans: [
        {
          name: 'Plan',
          region: REGION,
          tags: { Plan: 'daily' },
          rules: [
            {
              name: 'Daily',
              vault: 'Own',
              schedule: 'cron(0 6 * * ? *)',
              timezone: 'Asia/Tokyo',
              deleteAfterDays: 30,
              recoveryPointTags: { Kept: 'yes' },
              copies: [{ vault: 'Far', region: 'us-east-1', accountId: ACCOUNT }],
              airGappedVaultArn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:gapped`,
            },
          ],
          selections: [
            {
              name: 'Tagged',
              tags: { Backup: ['On'] },
              match: 'all',
              notResources: ['arn:aws:s3:::*'],
              roleArn: role('tagged'),
            },
            {
              name: 'Matched',
              tags: { Backup: 'On' },
              match: 'all',
              conditions: {
                stringEquals: { One: 'x', Five: ['x'] },
                stringLike: { Two: 'x*', Six: ['x*'] },
                stringNotEquals: { Three: 'x', Seven: ['x'] },
                stringNotLike: { Four: 'x*', Eight: ['x*'] },
              },
              resources: ['arn:aws:ec2:*:*:instance/*'],
            },
          ],
        },
      ],
      regionSettings: [{ region: REGION, optIn: { EC2: true }, management: { EFS: true } }],
    },
    ssmBackup: {
      window: { name: 'window', schedule: 'cron(30 3 ? * * *)', timezone: 'Asia/Tokyo' },
      group: 'group',
      before: [step('before')],
      after: [step('after')],
      automationPolicyArns: [policy('steps')],
      imageParameterArns: [`arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/golden`],
    },
    costs: [
      {
        name: 'servers',
        type: 'EC2',
        region: REGION,
        plan: 'Plan',
        selection: 'Matched',
        sizeGb: 100,
        dailyChangePercent: 1,
      },
    ],
    names: Object.fromEntries(Object.entries(ENVIRONMENT_NAMES).map(([key, { name }]) => [key, name])),
  };
}

/** What is wrong with an environment. */
const findingsOf = (input: EnvironmentInput) =>
  errorsOf(() => parseEnvironments([{ file: 'environments/dev.ts', name: 'dev', input }], NOW));

/** The same with a word where the other has keys, and with existing roles instead of those of the stack. */
function withoutKeys(): EnvironmentInput {
  const environment = everyText();
  const iam = { backupRoleArn: role('backup'), restoreRoleArn: role('restore') };
  return { ...environment, iam, notifications: { ...environment.notifications, key: 'none' } };
}

const INPUTS = [everyText(), withoutKeys()].map((input) => ({ input, places: placesOf(environmentFields, input) }));

/** What is accepted nevertheless. */
const ACCEPTED: readonly AcceptedTexts[] = [
  [['', WRONG_CHARACTERS], /^notifications\.displayName$/],
  // AWS Backup restricts neither the characters of its own tags nor those of the tags that a selection compares.
  [[WRONG_CHARACTERS], /^backup.*(?:ags|\.conditions\.\w+)(?:\{\}|\.\*(?:\[\])?)$/],
  // A tag can be empty.
  [[''], /ags\.\*$/],
  // The attributes of a message have any names.
  [['', WRONG_CHARACTERS, OVERLONG], /\.filter\{\}$/],
  // The rules for the SSM document check its steps when the stack creates it.
  [['', WRONG_CHARACTERS, OVERLONG], /^ssmBackup\.(?:before|after)\[\]\.(?:inputs|outputs)/],
];

test('the environment of this test is accepted, and has every text of the schema', () => {
  expect(INPUTS.flatMap(({ input }) => findingsOf(input))).toEqual([]);
  const own = new Set(INPUTS.flatMap(({ places }) => places.map(({ place }) => place)));
  const missing = textsOf(environmentFields).filter(({ place }) => !own.has(place));
  expect(missing.map(({ place }) => place)).toEqual([]);
});

test.each(IMPROPER_TEXTS)('an environment refuses each text that is %s at its path', (_, text) => {
  const accepted = INPUTS.flatMap(({ input, places }) => {
    return placesAccepting(placesRefusing(places, text, ACCEPTED), input, text, findingsOf);
  });
  expect(accepted.map(({ place }) => place)).toEqual([]);
});
