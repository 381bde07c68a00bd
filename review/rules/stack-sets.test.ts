import { isObject } from '../../domain/json-object';
import type { Lock } from '../../domain/backup/model';
import { readPlan } from '../plan/read-plan';
import { type Review, reviewApps, reviewPlans, type SynthesizedApp } from '../review';
import { type Block, synthesizedOrganization } from '../../testing/synthesized';
import { REVIEW_OPTIONS } from '../../testing/review/options';

const NAME = 'organizations-members';

function appOf(lock?: Lock & { readonly changeableForDays?: number }): SynthesizedApp {
  const { json } = synthesizedOrganization((input) => {
    const { baseline } = input;
    input.notifications = { subscriptions: [{ protocol: 'email', endpoint: 'backup-alerts@example.com' }] };
    baseline.role.permissionsBoundary = 'boundary';
    const permanent = lock?.mode === 'compliance' ? ({ permanent: 'cannot be undone' } as const) : {};
    baseline.rollout = 'stack-set';
    baseline.vaults = [
      { name: 'test-bk-vault', key: 'customer-managed', ...(lock ? { lock: { ...lock, ...permanent } } : {}) },
    ];
  }, NAME);
  return { [NAME]: json };
}

const named = ({ findings }: Pick<Review, 'findings'>): string[] =>
  findings.map(({ severity, rule }) => `${severity} ${rule}`);

const review = (base: SynthesizedApp, head: SynthesizedApp): string[] => named(reviewApps(base, head, REVIEW_OPTIONS));

/** The StackSet as a provider returns it: every block in a list, and without the escapes of Terraform. */
function argumentsOf(app: SynthesizedApp): Block {
  const { lifecycle: _lifecycle, timeouts: _timeouts, ...set } = setOf(app);
  const entries = Object.entries(set).map(([name, value]) => [name, isObject(value) ? [value] : value]);
  return { ...Object.fromEntries(entries), template_body: set['template_body'].replaceAll('$${', '${') };
}

const setOf = (app: SynthesizedApp): Block =>
  Object.values<Block>((app[NAME] as Block)['resource'].aws_cloudformation_stack_set)[0] ?? {};

const savedPlan = (base: Block, head: Block) =>
  readPlan(NAME, {
    resource_changes: [
      {
        address: 'aws_cloudformation_stack_set.members',
        mode: 'managed',
        type: 'aws_cloudformation_stack_set',
        change: { actions: ['update'], before: base, after: head, after_unknown: {} },
      },
    ],
  });

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

const roleOf = (template: Block): Block => ofType(template, 'AWS::IAM::Role')['Properties'];
const keyOf = (template: Block): Block => ofType(template, 'AWS::KMS::Key')['Properties'];
const eventRuleOf = (template: Block): Block => ofType(template, 'AWS::Events::Rule')['Properties'];
const statementsOf = (policy: Block): Block[] => policy['Statement'];
const ANYONE = {
  Sid: 'More',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::222222222222:root'] },
  Action: ['backup:CopyIntoBackupVault'],
  Resource: ['*'],
};

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
    ['high role-trust-removed', 'high role-trust-wider'],
  ],
  [
    'a wider access policy',
    (_, template) => statementsOf(vaultOf(template)['AccessPolicy']).push(ANYONE),
    ['high vault-policy-opened'],
  ],
  [
    'a narrower access policy',
    (_, template) => statementsOf(vaultOf(template)['AccessPolicy']).shift(),
    ['high vault-policy-narrower'],
  ],
  ['no access policy', (_, template) => delete vaultOf(template)['AccessPolicy'], ['high vault-policy-narrower']],
  [
    'a wider key policy',
    (_, template) => statementsOf(keyOf(template)['KeyPolicy']).push({ ...ANYONE, Action: ['kms:Decrypt'] }),
    ['high key-policy-opened'],
  ],
  [
    'a narrower key policy',
    (_, template) => statementsOf(keyOf(template)['KeyPolicy']).pop(),
    ['high key-policy-narrower'],
  ],
  [
    'a statement of an access policy without its condition',
    (_, template) => delete statementsOf(vaultOf(template)['AccessPolicy'])[0]?.['Condition'],
    ['high vault-policy-opened'],
  ],
  [
    'a key without rotation',
    (_, template) => (keyOf(template)['EnableKeyRotation'] = false),
    ['high key-rotation-off'],
  ],
  ['a key that is disabled', (_, template) => (keyOf(template)['Enabled'] = false), ['critical key-disabled']],
  ['another kind of key', (_, template) => (keyOf(template)['MultiRegion'] = true), ['critical key-removed']],
  [
    'a role without its boundary',
    (_, template) => delete roleOf(template)['PermissionsBoundary'],
    ['high role-boundary-changed'],
  ],
  [
    'a policy that is attached',
    (_, template) => roleOf(template)['ManagedPolicyArns'].push('arn:aws:iam::aws:policy/ReadOnlyAccess'),
    ['high role-attachment-added'],
  ],
  [
    'a policy that is detached',
    (_, template) => roleOf(template)['ManagedPolicyArns'].pop(),
    ['high role-attachment-removed'],
  ],
  [
    'a policy that allows more',
    (_, template) => {
      const policy = ofType(template, 'AWS::IAM::ManagedPolicy')['Properties'].PolicyDocument;
      policy.Statement[0].Action = ['events:*'];
    },
    ['high policy-wider'],
  ],
  [
    'another description of a policy',
    (_, template) => (ofType(template, 'AWS::IAM::ManagedPolicy')['Properties'].Description = 'x'),
    ['critical member-resource-replaced'],
  ],
  [
    'an inline policy',
    (_, template) => (roleOf(template)['Policies'] = [{ PolicyName: 'x', PolicyDocument: {} }]),
    ['high access-unclassified'],
  ],
  [
    'an alias of another key',
    (_, t) => (ofType(t, 'AWS::KMS::Alias')['Properties'].TargetKeyId = 'x'),
    ['medium key-alias-changed'],
  ],
  [
    'a removed event rule',
    (_, { Resources }) => delete Resources[Object.keys(Resources).find((id) => id.startsWith('Rule')) ?? ''],
    ['critical member-resource-removed'],
  ],
  ['a disabled event rule', (_, template) => (eventRuleOf(template)['State'] = 'DISABLED'), ['high check-off']],
  [
    'events that are no longer reported',
    (_, template) => (eventRuleOf(template)['EventPattern'].account = ['111111111111']),
    ['high event-pattern-weaker'],
  ],
  ['another bus', (_, t) => (eventRuleOf(t)['Targets'][0].Arn = 'x'), ['high event-target-other']],
  [
    'a role in every region',
    (_, template) => delete ofType(template, 'AWS::IAM::Role')['Condition'],
    ['high member-condition-changed'],
  ],
  [
    'a new role of an administrator',
    (_, { Resources }) =>
      (Resources['RoleMore'] = {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName: 'more', ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      }),
    ['high role-broad-policy', 'medium member-resource-added'],
  ],
  [
    'stacks that are deleted when an account leaves',
    (set) => (set['auto_deployment'].retain_stacks_on_account_removal = false),
    ['high stack-set-not-automatic'],
  ],
  [
    'more capabilities',
    (set) => set['capabilities'].push('CAPABILITY_AUTO_EXPAND'),
    ['high stack-set-capabilities-changed'],
  ],
  [
    'a StackSet without managed execution',
    (set) => (set['managed_execution'].active = false),
    ['medium stack-set-not-managed'],
  ],
  [
    'a failure tolerance',
    (set) => (set['operation_preferences'].failure_tolerance_percentage = 0),
    ['medium stack-set-preferences-changed'],
  ],
  ['parameters', (set) => (set['parameters'] = { Name: 'x' }), ['high stack-set-template-elsewhere']],
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

test.each(CHANGES)('M11 judges %s in a saved plan', (_name, change, rules) => {
  const plan = savedPlan(argumentsOf(BASE), argumentsOf(changed(change)));
  expect(named(reviewPlans([plan], REVIEW_OPTIONS)).filter((rule) => rule !== 'medium update-not-shown')).toEqual(
    rules,
  );
});

test('M11 a statement that applies to some accounts, and then to all of them', () => {
  const more = { ...ANYONE, Action: ['kms:Decrypt'] };
  const some = changed((_, template) =>
    statementsOf(keyOf(template)['KeyPolicy']).push({ 'Fn::If': ['Some', more, { Ref: 'AWS::NoValue' }] }),
  );
  const all = changed((_, template) => statementsOf(keyOf(template)['KeyPolicy']).push(more));
  expect(review(BASE, some)).toEqual(['high key-policy-opened']);
  expect(review(some, all)).toEqual(['high key-policy-opened']);
  expect(review(all, some)).toEqual(['high key-policy-narrower']);
  const condition = changed((_, { Conditions }) => (Conditions['Some'] = { 'Fn::Equals': ['a', 'b'] }), some);
  expect(review(some, condition)).toEqual(['high member-condition-changed']);
});

test('M11 a finding names the number of accounts that the StackSet reaches', () => {
  const head = changed((set) => (set['auto_deployment'].enabled = false));
  const whyOf = (members?: readonly string[]) =>
    reviewApps(BASE, head, { ...REVIEW_OPTIONS, members }).findings[0]?.why;
  expect(whyOf(['111111111111', '222222222222'])).toMatch(/\. The StackSet reaches 2 accounts today$/);
  expect(whyOf(['111111111111'])).toMatch(/reaches 1 account today$/);
  expect(whyOf()).not.toContain('reaches');
});

test('M11 the instances in a saved plan are not read', () => {
  const before = { ...argumentsOf(BASE), stack_instance_summaries: [{ account_id: '111111111111' }] };
  const after = { ...argumentsOf(BASE), stack_instance_summaries: [{ account_id: '222222222222' }] };
  expect(named(reviewPlans([savedPlan(before, after)], REVIEW_OPTIONS))).toEqual(['medium update-not-shown']);
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
    expect(review(governance, shorter)).toEqual(['high vault-lock-weaker']);
    expect(review(shorter, governance)).toEqual(['medium vault-lock-changed']);
    expect(review(governance, BASE)).toEqual(['high vault-lock-removed']);
  });
});

test('M1 the step from providers to a StackSet forgets the members, and destroys nothing', () => {
  const stackOf = (change: Block): SynthesizedApp => ({
    organizations: synthesizedOrganization(({ baseline }) => void Object.assign(baseline, change)).json,
  });
  const [providers, released, done] = [stackOf({}), { rollout: 'stack-set', release: true }, { rollout: 'stack-set' }];
  // The policies no longer wait for resources of members: `apply` waits for the members.
  const found = new Set(['high resource-forgotten', 'medium order-loosened']);
  expect(new Set(review(providers, stackOf(released)))).toEqual(found);
  expect(review(providers, stackOf(done))).toContain('critical member-removed');
});
