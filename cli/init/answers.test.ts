import fc from 'fast-check';

import type { Tree } from '../../domain/organization/tree';
import { answersOf, type AnswerTexts } from './answers';
import { refuseFlags } from './assert-flags';
import { commonOf, organizationOf } from './configuration-of';
import { refusedIn } from './refusals-of';

const NOW = new Date('2026-11-21T00:00:00Z');
const refused = (texts: AnswerTexts, tree?: Tree) => refusedIn(answersOf(texts, tree), 'environments', NOW);

const digits = (first: string) => fc.stringMatching(/^[0-9]{4}$/).map((end) => `${first}2345678${end}`);
const name = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,30}$/)
  .filter((one) => !/^organizations?$|-(?:plan|drill)$/.test(one));
const OTHER_FILES = ['common', 'index'];

const accounts = fc
  .uniqueArray(fc.tuple(name, digits('1')), { minLength: 1, maxLength: 4, selector: ([one]) => one })
  .filter((all) => new Set(all.map(([, id]) => id)).size === all.length)
  .filter((all) => all.every(([one]) => !OTHER_FILES.includes(one)));

const validAnswers = fc
  .record({
    accounts,
    organization: fc.constantFrom('', 'o-abcdefghij'),
    managementAccount: digits('2'),
    root: fc.constantFrom('r-ab12', 'r-0000'),
    service: name,
    region: fc.constantFrom('us-east-1', 'eu-central-1', 'ap-northeast-3'),
    timezone: fc.constantFrom('Etc/UTC', 'UTC', 'Asia/Tokyo', 'America/New_York'),
    schedule: fc.constantFrom(
      'cron(0 3 * * ? *)',
      'cron(30 * * * ? *)',
      'cron(0 3,15 ? * MON-FRI *)',
      'cron(0 0 L * ? *)',
    ),
    retention: fc.integer({ min: 1, max: 36_500 }).map(String),
    recipients: fc.constantFrom('ops@acme.test', '/backup/webhook', 'a@b.cc, /backup/x', 'https://acme.test/hook'),
    repository: fc.constantFrom('acme/backup', 'a-b/c.d_e'),
  })
  .map((all) => ({ ...all, accounts: all.accounts.map(([one, id]) => `${one}=${id}`).join(', ') }));

test('X6 valid answers are a configuration without a warning, with an organization, its tree, or none', () => {
  fc.assert(
    fc.property(validAnswers, fc.boolean(), fc.nat({ max: 40 }), (texts, isPulled, others) => {
      const { environments } = answersOf(texts, undefined);
      const pulled: Tree = {
        id: texts.root,
        ous: [
          {
            id: `ou-${texts.root.slice(2)}-11111111`,
            name: 'Workloads',
            accounts: environments.map(({ accountId, name: of }) => ({ id: accountId, name: of })),
          },
        ],
        accounts: Array.from({ length: others }, (_, index) => ({
          id: `${300_000_000_000 + index}`,
          name: `other-${index}`,
        })),
      };
      expect(refused(texts, isPulled ? pulled : undefined)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

const treeOf = (count: number): Tree => ({
  id: 'r-ab12',
  accounts: Array.from({ length: count }, (_, index) => ({
    id: `${300_000_000_000 + index}`,
    name: `account-${index}`,
  })),
});

test.each([
  [20, undefined],
  [21, 'stack-set'],
])('X6 %i members get their baseline by %s', (count, rollout) => {
  const answers = answersOf({ organization: 'o-abcdefghij' }, treeOf(count));
  if (!answers.organization) throw new Error('there is no organization');
  const { root } = answers.organization;
  expect(organizationOf(answers.organization, answers, { root, common: commonOf(answers) }).baseline.rollout).toBe(
    rollout,
  );
  expect(refused({ organization: 'o-abcdefghij' }, treeOf(count))).toEqual([]);
});

test('X6 a bucket whose name would be too long leaves the environment out', () => {
  const bucket = (length: number) => commonOf(answersOf({ service: 'a'.repeat(length) }, undefined)).state.bucket;
  expect(bucket(28)).toBe('{service}-{name}-tfstate-{accountId}');
  expect(bucket(29)).toBe('{service}-tfstate-{accountId}');
});

test.each<[AnswerTexts, string, string]>([
  [{ accounts: 'dev=1' }, '"1" cannot name an account', 'use 12 digits'],
  [{ accounts: 'dev' }, '"" cannot name an account', 'use 12 digits'],
  [{ accounts: ' ' }, 'there is no environment', 'write its name and its account, such as dev=123456789012'],
  [{ accounts: 'dev=123456789012, dev=123456789013' }, '"dev" is used twice', 'give it a unique name'],
  [
    { accounts: 'dev=123456789012, prod=123456789012' },
    'environment dev has this account too: both would create roles with the same names',
    'give each environment its own account',
  ],
  [{ accounts: 'common=123456789012' }, 'common.ts is another file', 'choose another name'],
  [
    { accounts: 'dev=111111111111' },
    'this account ID is from the sample: only a local AWS accepts it',
    'write the ID of your account',
  ],
  [
    { organization: 'o-abcdefghij', managementAccount: '123456789012', accounts: 'dev=123456789012' },
    'account 123456789012 is the management account, which has other roles with the same names',
    "leave it out: the organization's policies reach it too",
  ],
  [{ organization: 'o-x' }, '"o-x" cannot name an organization', 'use o- and 10 to 32 lower-case letters and digits'],
  [{ region: 'eu' }, '"eu" is not an AWS region', 'write the code of a region, such as ap-northeast-1'],
  [{ timezone: 'Tokyo' }, '"Tokyo" is not a time zone', 'write Asia/Tokyo'],
  [
    { schedule: 'cron(*/30 * * * ? *)' },
    'two runs are 30 minutes apart, but AWS Backup requires at least 60',
    'run hourly or less often',
  ],
  [{ retention: '0' }, '0 is not a whole number of 1 day or more', 'set 1 or more, or leave it out'],
  [{ recipients: 'ops' }, '"ops" is not an email address', 'write name@domain'],
  [{ repository: 'backup' }, '"backup" cannot name a repository of GitHub', 'use owner/name'],
])('X6 refuses %j by the rules of the files', (texts, message, remedy) => {
  expect(refused(texts)).toEqual([expect.objectContaining({ message, remedy })]);
});

test('X6 refuses an account that the pulled tree does not have, and one that is not active', () => {
  const tree: Tree = { id: 'r-ab12', accounts: [{ id: '333322221111', name: 'old', state: 'suspended' }] };
  const texts = { organization: 'o-abcdefghij' };
  expect(refused({ ...texts, accounts: 'dev=123456789012' }, tree)).toEqual([
    expect.objectContaining({ message: 'account 123456789012 of environment dev is not in the organization' }),
  ]);
  expect(refused({ ...texts, accounts: 'old=333322221111' }, tree)).toEqual([
    expect.objectContaining({ message: 'account 333322221111 is suspended, but environment old still deploys to it' }),
  ]);
});

test('X6 reports the problems of all flags at once, each by its flag', () => {
  expect(() => refuseFlags({ service: 'X', region: 'eu', retention: 'x', root: 'x' }, 'environments')).toThrow(
    `--root-id: "x" cannot name a root
→ use the ID of a root, such as r-ab12

--service: "X" cannot name an environment or a service
→ use a lower-case letter, then up to 30 lower-case letters, digits and -

--region: "eu" is not an AWS region
→ write the code of a region, such as ap-northeast-1

--retention-days: found NaN, but a number is required
→ write a number`,
  );
});
