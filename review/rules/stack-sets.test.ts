import type { Lock } from '../../domain/backup/model';
import { reviewApps, type SynthesizedApp } from '../review';
import { type Block, synthesizedOrganization } from '../../testing/synthesized';

const NAME = 'organizations-members';

function appOf(lock?: Lock): SynthesizedApp {
  const { json } = synthesizedOrganization(({ baseline }) => {
    const permanent = lock?.mode === 'compliance' ? ({ permanent: 'cannot be undone' } as const) : {};
    baseline.rollout = 'stack-set';
    baseline.vaults = [
      { name: 'test-bk-vault', key: 'customer-managed', ...(lock ? { lock: { ...lock, ...permanent } } : {}) },
    ];
  }, NAME);
  return { [NAME]: json };
}

function review(base: SynthesizedApp, head: SynthesizedApp): string[] {
  const { findings } = reviewApps(base, head, {
    now: new Date('2026-11-21T00:00:00Z'),
    failOn: 'high',
    acceptances: [],
    acceptanceFile: '',
    environments: [],
  });
  return findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

const BASE = appOf();

function changed(change: (set: Block, template: Block) => void, base = BASE): SynthesizedApp {
  const json: Block = structuredClone(base[NAME] ?? {});
  const [set] = Object.values<Block>(json['resource'].aws_cloudformation_stack_set);
  if (!set) throw new Error('there is no StackSet');
  const template = JSON.parse(set['template_body']);
  change(set, template);
  set['template_body'] = JSON.stringify(template);
  return { [NAME]: json };
}

const ofType = ({ Resources }: Block, type: string): Block =>
  Object.values<Block>(Resources).find(({ Type }) => Type === type) ?? {};
const vaultOf = (template: Block): Block => ofType(template, 'AWS::Backup::BackupVault')['Properties'];

const CHANGES: readonly (readonly [string, (set: Block, template: Block) => void, string[]])[] = [
  ['nothing', () => {}, []],
  [
    'a renamed vault',
    (_, template) => (vaultOf(template)['BackupVaultName'] = 'other'),
    ['critical member-resource-replaced'],
  ],
  [
    'another key of a vault',
    (_, template) => (vaultOf(template)['EncryptionKeyArn'] = { 'Fn::GetAtt': ['Other', 'Arn'] }),
    ['critical member-resource-replaced'],
  ],
  [
    'a key that a vault loses',
    (_, template) => delete vaultOf(template)['EncryptionKeyArn'],
    ['critical member-resource-replaced'],
  ],
  [
    'a renamed role',
    (_, template) => (ofType(template, 'AWS::IAM::Role')['Properties'].RoleName = 'other'),
    ['critical member-resource-replaced'],
  ],
  [
    'a removed vault',
    (_, { Resources }) => delete Resources[Object.keys(Resources).find((id) => id.startsWith('Vault')) ?? ''],
    ['critical member-resource-removed'],
  ],
  [
    'another resource',
    (_, { Resources }) => (Resources['VaultMore'] = { Type: 'AWS::Backup::BackupVault' }),
    ['medium member-resource-added'],
  ],
  [
    'another home region',
    (_, { Conditions }) => (Conditions.HomeRegion['Fn::Equals'][1] = 'us-east-1'),
    ['critical member-home-region-changed'],
  ],
  [
    'a resource that is not retained',
    (_, template) => (ofType(template, 'AWS::KMS::Key')['DeletionPolicy'] = 'Delete'),
    ['critical member-resource-not-retained'],
  ],
  [
    'a wider trust policy',
    (_, template) =>
      (ofType(template, 'AWS::IAM::Role')['Properties'].AssumeRolePolicyDocument.Statement[0].Principal = {
        AWS: ['arn:aws:iam::222222222222:root'],
      }),
    ['high member-access-changed'],
  ],
  [
    'automatic deployment that is off',
    (set) => (set['auto_deployment'].enabled = false),
    ['high stack-set-not-automatic'],
  ],
  ['other tags', (_, template) => (vaultOf(template)['BackupVaultTags'].Name = 'x'), ['low tags-changed']],
  [
    'another description of a key',
    (_, template) => (ofType(template, 'AWS::KMS::Key')['Properties'].Description = 'x'),
    ['medium member-template-changed'],
  ],
  [
    'the order of keys in the template',
    (_, template) =>
      void (template['Resources'] = Object.fromEntries(Object.entries(template['Resources']).toReversed())),
    [],
  ],
];

test.each(CHANGES)('M11 judges %s', (_name, change, rules) => {
  expect(review(BASE, changed(change))).toEqual(rules);
});

test('M11 a removed StackSet, and one with another name', () => {
  const { [NAME]: json = {} } = BASE;
  expect(review(BASE, { [NAME]: { ...json, resource: {} } })).toEqual(['critical stack-set-removed']);
  expect(
    review(
      BASE,
      changed((set) => (set['name'] = 'other')),
    ),
  ).toContain('critical stack-set-replaced');
});

describe('M11 a compliance lock in every account', () => {
  const limits = { minRetentionDays: 7, maxRetentionDays: 365 };
  const governance = appOf({ mode: 'governance', ...limits });
  const compliance = appOf({ mode: 'compliance', changeableForDays: 3, ...limits });

  test('passes the review only if its limits are deployed in governance mode', () => {
    expect(review(governance, compliance)).toEqual(['medium member-compliance-lock']);
    const other = appOf({ mode: 'compliance', changeableForDays: 3, ...limits, maxRetentionDays: 366 });
    expect(review(governance, other)).toEqual(['critical member-compliance-lock-untried']);
    expect(review(BASE, compliance)).toEqual(['critical member-compliance-lock-untried']);
    const withoutMaximum = appOf({ mode: 'governance', minRetentionDays: 7 });
    expect(review(withoutMaximum, compliance)).toEqual(['critical member-compliance-lock-untried']);
  });

  test('is refused in a new StackSet, and in a new vault', () => {
    expect(review({}, compliance)).toContain('critical member-compliance-lock-untried');
    expect(review({}, governance)).not.toContain('critical member-compliance-lock-untried');
    const second = changed((_, { Resources }) => {
      Resources['VaultSecond'] = {
        Type: 'AWS::Backup::BackupVault',
        Properties: { BackupVaultName: 'second', LockConfiguration: { MinRetentionDays: 7, ChangeableForDays: 3 } },
      };
    });
    expect(review(BASE, second)).toEqual(['critical member-compliance-lock-untried']);
  });

  test('cannot change or be removed', () => {
    expect(review(compliance, governance)).toEqual(['critical member-compliance-lock-changed']);
    expect(review(compliance, BASE)).toEqual(['critical member-compliance-lock-changed']);
  });

  test('a governance lock can become weaker, or have other limits', () => {
    const shorter = appOf({ mode: 'governance', ...limits, minRetentionDays: 6 });
    expect(review(governance, shorter)).toEqual(['high member-lock-weaker']);
    expect(review(shorter, governance)).toEqual(['medium member-lock-changed']);
    expect(review(governance, BASE)).toEqual(['high member-lock-weaker']);
  });
});
