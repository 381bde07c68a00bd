import { textsOf } from '../../testing/schema-texts';
import { parseEnvironments } from '../parse';
import { RefusedError } from '../refusal';
import { organizationFields } from '../schema/organization';
import type { OrganizationInput } from './organization';

const NOW = new Date('2026-11-21T00:00:00Z');
const REGION = 'ap-northeast-1';
const KEY = `arn:aws:kms:${REGION}:111111111111:key/1`;
const MANAGEMENT = '999999999999';

/** A small organization that has every text of the schema, with the keys of its objects in the order of the schema. */
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
    root: {
      id: 'r-ab12',
      ous: [{ id: 'ou-ab12-workloads', name: 'Workloads', accounts: [{ id: '444444444444', name: 'shared' }] }],
      accounts: [{ id: '666666666666', name: 'sandbox' }],
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
    policies: [
      {
        name: 'test-bk-policy',
        description: 'Hourly backups',
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
    ],
    delegatedAdministrator: '444444444444',
    globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: true },
    optIn: { EC2: true },
    managed: { servicePrincipals: ['backup.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] },
  };
}

/** The paths of what is wrong with an organization. */
function refusedPaths(input: unknown): string[] {
  try {
    parseEnvironments([], NOW, { file: 'environments/organization.ts', input });
    return [];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.refused.map(({ path }) => path);
  }
}

/** A text of the organization. */
interface Place {
  /** As {@link textsOf} writes it. */
  readonly place: string;
  readonly keys: readonly string[];
}

const RECORDS = ['tags', 'recoveryPointTags', 'vaults[].key', 'optIn'];

function placesOf(value: unknown, keys: readonly string[] = [], place = ''): Place[] {
  if (typeof value === 'string') return [{ place, keys }];
  if (Array.isArray(value))
    return value.flatMap((entry, index) => placesOf(entry, [...keys, `${index}`], `${place}[]`));
  if (typeof value !== 'object' || value === null) return [];
  const isRecord = RECORDS.some((record) => place === record || place.endsWith(`.${record}`));
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = [...keys, key];
    if (isRecord) return [{ place: `${place}{}`, keys: below }, ...placesOf(inner, below, `${place}.*`)];
    return placesOf(inner, below, place === '' ? key : `${place}.${key}`);
  });
}

/** The organization with another text, or another key, at a place. */
function changed({ place, keys }: Place, text: string): unknown {
  const input = everyText();
  const last = keys.at(-1) ?? '';
  const parent = keys.slice(0, -1).reduce<any>((inner, key) => inner[key], input);
  parent[place.endsWith('{}') ? text : last] = place.endsWith('{}') ? parent[last] : text;
  if (place.endsWith('{}')) delete parent[last];
  return input;
}

/** The setting on the path of a place that a user recognizes. An entry of a list can have the changed text as its name. */
function settingOf({ place }: Place): string {
  const isName = /\[\]\.(?:name|vault|region)$/.test(place);
  const settings = place.replaceAll(/\[\]|\{\}|\.\*/g, '').split('.');
  return settings.at(isName ? -2 : -1) ?? '';
}

const PLACES = [...new Map(placesOf(everyText()).map((text) => [text.place, text])).values()];

const OVERLONG = 'a'.repeat(600);
const WRONG = '\u0007*';

/** What is accepted nevertheless. */
const ACCEPTED: readonly [texts: readonly string[], place: RegExp][] = [
  [['', WRONG], /^policies\[\]\.description$/],
  [[WRONG], /^managementAccount\.name$|^root\.ous\[\]\.name$/],
  // AWS Backup restricts neither the characters of its own tags nor those of the tags that a selection compares.
  [[WRONG], /^policies.*(?:ags(?:\{\}|\.\*)$|\.tag\.|\.conditions\.)/],
  // A tag can be empty.
  [[''], /ags\.\*$/],
  // Other rules will check these.
  [['', WRONG, OVERLONG], /^baseline\.vaults\[\]\.key|^optIn\{\}/],
];

const isAccepted = (text: string, place: string) =>
  ACCEPTED.some(([texts, places]) => texts.includes(text) && places.test(place));

test('the organization of this test is accepted, and has every text of the schema', () => {
  expect(refusedPaths(everyText())).toEqual([]);
  const own = new Set(PLACES.map(({ place }) => place));
  const missing = textsOf(organizationFields).filter(({ place }) => !own.has(place));
  expect(missing.map(({ place }) => place)).toEqual([]);
});

test.each([
  ['too long', OVERLONG],
  ['empty', ''],
  ['an expression of Terraform', '${x}'],
  ['made of wrong characters', WRONG],
])('the organization refuses each text that is %s at its path', (_, text) => {
  const accepted = PLACES.filter(({ place }) => !isAccepted(text, place)).filter((changedPlace) => {
    const [top = ''] = changedPlace.keys;
    const setting = settingOf(changedPlace);
    return !refusedPaths(changed(changedPlace, text)).some((path) => path.startsWith(top) && path.includes(setting));
  });
  expect(accepted.map(({ place }) => place)).toEqual([]);
});
