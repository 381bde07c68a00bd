import { ORGANIZATION_NAMES } from '../../domain/names';
import { errorsOf, NOW } from '../../testing/environment-inputs';
import {
  type AcceptedTexts,
  IMPROPER_TEXTS,
  OVERLONG,
  placesAccepting,
  placesOf,
  placesRefusing,
  textsOf,
  WRONG_CHARACTERS,
} from '../../testing/schema-texts';
import { parseEnvironments } from '../parse';
import { organizationFields } from '../schema/organization';
import type { OrganizationInput } from './organization';

const REGION = 'ap-northeast-1';
const KEY = `arn:aws:kms:${REGION}:111111111111:key/1`;
const MANAGEMENT = '999999999999';

/** A small organization that has every text of the schema. */
function everyText(): OrganizationInput {
  const condition = (name: string) => [{ name, tag: name, value: 'x' }];
  const conditions = {
    stringEquals: condition('one'),
    stringNotEquals: condition('two'),
    stringLike: condition('three'),
    stringNotLike: condition('four'),
  };
  return {
    service: 'anyservice',
    id: 'o-exampleorg1',
    region: REGION,
    state: { bucket: 'states', region: REGION, kmsKeyArn: KEY, roleArn: `arn:aws:iam::${MANAGEMENT}:role/state` },
    bootstrap: {
      github: { repository: 'example/backup', subject: 'repo:example/backup' },
      planRole: 'plan',
      applyRole: 'apply',
      readPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      applyPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      permissionsBoundaryArn: `arn:aws:iam::${MANAGEMENT}:policy/boundary`,
    },
    tags: { Owner: 'team' },
    managementAccount: { id: MANAGEMENT, name: 'management', deployRoleArn: `arn:aws:iam::${MANAGEMENT}:role/deploy` },
    memberRole: 'OrganizationAccountAccessRole',
    names: Object.fromEntries(Object.entries(ORGANIZATION_NAMES).map(([key, { name }]) => [key, name])),
    root: {
      id: 'r-ab12',
      ous: [
        {
          id: 'ou-ab12-workloads',
          name: 'Workloads',
          accounts: [{ id: '444444444444', name: 'shared', state: 'active' }],
        },
      ],
      accounts: [{ id: '666666666666', name: 'sandbox', state: 'active' }],
    },
    baseline: {
      regions: [REGION],
      vaults: [
        { name: 'test-bk-vault' },
        { name: 'shared', key: { [REGION]: KEY } },
        { name: 'own', key: 'aws-managed' },
      ],
      role: { name: 'test-bk-role', permissionsBoundary: 'boundary' },
    },
    existingVaults: ['arn:aws:backup:*:*:backup-vault:gap'],
    policies: [
      {
        name: 'test-bk-policy',
        description: 'Hourly backups',
        tags: { Team: 'storage' },
        attachTo: { ous: ['Workloads'], accounts: ['444444444444'] },
        plans: [
          {
            name: 'test-bk-plan',
            regions: [REGION],
            rules: [
              {
                name: 'test-bk-rule',
                vault: 'test-bk-vault',
                schedule: 'cron(0 6 * * ? *)',
                timezone: 'Asia/Tokyo',
                deleteAfterDays: 7,
                airGappedVault: 'gapped',
                recoveryPointTags: { Kept: 'yes' },
                copies: [{ vault: 'shared', region: 'us-east-1', accountId: '444444444444', deleteAfterDays: 7 }],
                indexes: ['EBS'],
              },
            ],
            selections: [{ name: 'tagged', role: 'test-bk-role', tag: { key: 'Backup', values: ['On'] }, conditions }],
            tags: { Plan: 'hourly' },
          },
          {
            name: 'by-type',
            regions: [REGION],
            rules: [{ name: 'daily', vault: 'test-bk-vault', schedule: 'cron(0 6 * * ? *)', deleteAfterDays: 7 }],
            selections: [{ name: 'types', role: 'test-bk-role', resources: ['*'], notResources: ['arn:aws:s3:::*'] }],
            scan: { resourceTypes: ['EC2'], role: 'test-bk-role' },
          },
        ],
      },
      {
        name: 'test-bk-document',
        attachTo: { accounts: ['444444444444'] },
        document: {
          plans: {
            'test-bk-plan': { rules: { 'test-bk-rule': { lifecycle: { delete_after_days: { '@@assign': '7' } } } } },
          },
        },
      },
    ],
    delegatedAdministrator: '444444444444',
    otherDelegatedAdministrators: ['666666666666'],
    globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: true },
    optIn: { EC2: true },
    costs: [
      {
        name: 'servers',
        type: 'EC2',
        region: REGION,
        plan: 'test-bk-plan',
        selection: 'tagged',
        accounts: ['444444444444'],
        sizeGb: 100,
        dailyChangePercent: 1,
      },
    ],
    managed: { servicePrincipals: ['backup.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] },
    notifications: {
      topicName: 'alerts',
      displayName: 'Alerts',
      key: { [REGION]: KEY },
      subscriptions: [
        { protocol: 'email', endpoint: 'alerts@example.org', filter: { State: [{ 'anything-but': 'COMPLETED' }] } },
        { protocol: 'https', endpointParameter: '/backup/webhook' },
        { protocol: 'https', endpoint: 'https://example.org/alerts' },
      ],
    },
  };
}

/** What is wrong with an organization. */
const findingsOf = (input: OrganizationInput) =>
  errorsOf(() => parseEnvironments([], NOW, { file: 'environments/organization.ts', input }));

/** The same with a word where the other has keys. */
function withoutKeys(): OrganizationInput {
  const organization = everyText();
  return { ...organization, notifications: { ...organization.notifications, key: 'none' } };
}

const INPUTS = [everyText(), withoutKeys()].map((input) => ({ input, places: placesOf(organizationFields, input) }));

/** What is accepted nevertheless. */
const ACCEPTED: readonly AcceptedTexts[] = [
  [['', WRONG_CHARACTERS], /^policies\[\]\.description$/],
  [[WRONG_CHARACTERS], /^managementAccount\.name$|^root\.ous\[\]\.name$/],
  // AWS Backup restricts neither the characters of its own tags nor those of the tags that a selection compares.
  [[WRONG_CHARACTERS], /^policies.*(?:ags(?:\{\}|\.\*)$|\.tag\.|\.conditions\.)/],
  // A tag can be empty.
  [[''], /ags\.\*$/],
  [['', WRONG_CHARACTERS], /^notifications\.displayName$/],
  // The attributes of a message have any names.
  [['', WRONG_CHARACTERS, OVERLONG], /\.filter\{\}$/],
];

test('the organization of this test is accepted, and has every text of the schema', () => {
  expect(INPUTS.flatMap(({ input }) => findingsOf(input))).toEqual([]);
  const own = new Set(INPUTS.flatMap(({ places }) => places.map(({ place }) => place)));
  const missing = textsOf(organizationFields).filter(({ place }) => !own.has(place));
  expect(missing.map(({ place }) => place)).toEqual([]);
});

test.each(IMPROPER_TEXTS)('the organization refuses each text that is %s at its path', (_, text) => {
  const accepted = INPUTS.flatMap(({ input, places }) => {
    return placesAccepting(placesRefusing(places, text, ACCEPTED), input, text, findingsOf);
  });
  expect(accepted.map(({ place }) => place)).toEqual([]);
});
