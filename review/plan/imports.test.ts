import type { ReviewFinding } from '../finding';
import { reviewPlans } from '../review';
import { REVIEW_OPTIONS } from '../../testing/review/options';
import { readPlan } from './read-plan';

type Json = Record<string, unknown>;

const PROVIDER = {
  aws: {
    expressions: {
      allowed_account_ids: { constant_value: ['333333333333'] },
      default_tags: [{ tags: { constant_value: { Environment: 'prod', Stack: 'backup' } } }],
    },
  },
};

const change = (address: string, actions: string[], sides: Json, id?: string): Json => ({
  address,
  mode: 'managed',
  type: address.split('.')[0],
  change: {
    actions,
    before: null,
    after: null,
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
    ...sides,
    ...(id === undefined ? {} : { importing: { id } }),
  },
});

function findingsOf(...changes: Json[]): readonly ReviewFinding[] {
  const json = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    configuration: { provider_config: PROVIDER },
    resource_changes: changes,
  };
  return reviewPlans([readPlan('file', json)], REVIEW_OPTIONS).findings;
}

const rulesOf = (...changes: Json[]): string[] =>
  findingsOf(...changes).map(({ severity, rule, address }) => `${severity} ${rule} ${address}`);

const VAULT = { name: 'EC2', kms_key_arn: 'arn:aws:kms:ap-northeast-1:333333333333:key/a', tags: { a: '1' } };
const allow = (...accounts: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: accounts.map((account) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'backup:CopyIntoBackupVault',
      Resource: '*',
    })),
  });
const trust = (...services: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }],
  });

describe('X2 an import', () => {
  test('that changes nothing is low', () => {
    expect(findingsOf(change('aws_backup_vault.a', ['no-op'], { before: VAULT, after: VAULT }, 'EC2'))).toEqual([
      expect.objectContaining({
        rule: 'import-unchanged',
        severity: 'low',
        address: 'aws_backup_vault.a',
        path: 'importing',
        after: 'EC2',
      }),
    ]);
  });

  test('that updates in place is judged by what it changes too', () => {
    const after = { ...VAULT, tags: { a: '2' } };
    expect(rulesOf(change('aws_backup_vault.a', ['update'], { before: VAULT, after }, 'EC2'))).toEqual([
      'medium import-changed aws_backup_vault.a',
      'low tags-changed aws_backup_vault.a',
    ]);
  });

  test('of a subscription shows no change where only the provider has a setting', () => {
    const before = {
      topic_arn: 't',
      protocol: 'email',
      endpoint_auto_confirms: null,
      confirmation_timeout_in_minutes: null,
    };
    const after = { ...before, endpoint_auto_confirms: false, confirmation_timeout_in_minutes: 1 };
    const update = (id?: string, was: Json = before) =>
      rulesOf(change('aws_sns_topic_subscription.s', ['update'], { before: was, after }, id));
    const severities = (rules: string[]) => [...new Set(rules.map((rule) => rule.split(' ').slice(0, 2).join(' ')))];
    expect(severities(update('arn'))).toEqual(['medium import-changed', 'low no-effect']);
    expect(severities(update(undefined, { ...after, confirmation_timeout_in_minutes: 5 }))).toEqual([
      'medium delivery-changed',
    ]);
  });

  test.each([[['delete', 'create']], [['create', 'delete']], [['delete']], [['forget']]])(
    'that does %j is critical',
    (actions) => {
      const after = actions.includes('create') ? { ...VAULT, name: 'Other' } : null;
      const found = rulesOf(change('aws_backup_vault.a', actions, { before: VAULT, after }, 'EC2'));
      expect(found).toContain('critical import-replaced aws_backup_vault.a');
    },
  );

  test.each([
    ['aws_backup_vault_policy.p', 'policy', allow('444444444444', '555555555555'), allow('444444444444')],
    ['aws_sns_topic_policy.p', 'policy', allow('444444444444', '555555555555'), allow('444444444444')],
    ['aws_sqs_queue_policy.p', 'policy', allow('444444444444', '555555555555'), allow('444444444444')],
    ['aws_kms_key.p', 'policy', allow('444444444444', '555555555555'), allow('444444444444')],
    ['aws_iam_policy.p', 'policy', allow('444444444444', '555555555555'), allow('444444444444')],
    [
      'aws_iam_role.p',
      'assume_role_policy',
      trust('backup.amazonaws.com', 'ec2.amazonaws.com'),
      trust('backup.amazonaws.com'),
    ],
    ['aws_iam_role.p', 'managed_policy_arns', ['arn:aws:iam::aws:policy/ReadOnlyAccess'], []],
  ])('by which access is lost is critical, of %s %s', (address, argument, before, after) => {
    const update = (id?: string) =>
      change(address, ['update'], { before: { [argument]: before }, after: { [argument]: after } }, id);
    expect(rulesOf(update('id'))).toEqual([
      `critical import-loses-access ${address}`,
      `medium import-changed ${address}`,
    ]);
    // A resource that these stacks manage already has its own rule.
    expect(rulesOf(update()).join()).not.toContain('critical');
    // The other direction gives access.
    const wider = change(address, ['update'], { before: { [argument]: after }, after: { [argument]: before } }, 'id');
    expect(rulesOf(wider).join()).not.toContain('critical');
  });

  describe('whose policy Terraform reads during the apply', () => {
    const account = '444444444444';
    const principals = (...accounts: string[]) => [
      { type: 'AWS', identifiers: accounts.map((one) => `arn:aws:iam::${one}:root`) },
    ];
    const planOf = (identifiers: Json[], unknown: Json = {}, references = ['data.aws_iam_policy_document.d.json']) => {
      const arn = 'arn:aws:backup:ap-northeast-1:222222222222:backup-vault:EC2';
      const statement = { effect: 'Allow', actions: ['backup:CopyIntoBackupVault'], resources: [arn] };
      const document = {
        ...change('data.aws_iam_policy_document.d', ['read'], {
          after: { statement: [{ ...statement, principals: identifiers }] },
          after_unknown: { id: true, json: true, ...unknown },
        }),
        mode: 'data',
        type: 'aws_iam_policy_document',
        name: 'd',
      };
      const Statement = [
        { Effect: 'Allow', Principal: { AWS: account }, Action: 'backup:CopyIntoBackupVault', Resource: '*' },
      ];
      const before = { backup_vault_arn: arn, policy: JSON.stringify({ Statement }) };
      const sides = { before, after: { backup_vault_arn: arn }, after_unknown: { policy: true } };
      const imported = change('aws_backup_vault_policy.p', ['update'], sides, 'EC2');
      const expressions = { policy: { references: [...references, 'data.aws_iam_policy_document.d'] } };
      const json = {
        format_version: '1.2',
        terraform_version: '1.11.4',
        configuration: {
          provider_config: PROVIDER,
          root_module: { resources: [{ address: 'aws_backup_vault_policy.p', expressions }] },
        },
        resource_changes: [document, imported],
      };
      return reviewPlans([readPlan('file', json)], REVIEW_OPTIONS)
        .findings.map(({ severity, rule }) => `${severity} ${rule}`)
        .join();
    };

    test('loses nothing if the statements of the document allow the same', () => {
      expect(planOf(principals(account))).not.toContain('critical');
      expect(planOf(principals(account, '555555555555'))).not.toContain('critical');
    });

    test('is critical if they allow less, if one of them is unknown, and if the policy has other parts', () => {
      const lost = 'critical import-loses-access';
      expect(planOf(principals('555555555555'))).toContain(lost);
      expect(planOf(principals(account), { statement: [{ resources: [true] }] })).toContain(lost);
      expect(planOf(principals(account), {}, ['var.policy', 'data.aws_iam_policy_document.d.json'])).toContain(lost);
    });
  });

  test('whose vault policy copies into * and then into the vault loses nothing, unless it is another vault', () => {
    const arn = 'arn:aws:backup:ap-northeast-1:222222222222:backup-vault:EC2';
    const policy = (Resource: string, Action = 'backup:CopyIntoBackupVault') => ({
      backup_vault_arn: arn,
      policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { AWS: '444444444444' }, Action, Resource }],
      }),
    });
    const update = (before: Json, after: Json) =>
      rulesOf(change('aws_backup_vault_policy.p', ['update'], { before, after }, 'EC2')).join();
    expect(update(policy('*'), policy(arn))).not.toContain('critical');
    expect(update(policy('*'), policy(arn.replace('EC2', 'Other')))).toContain('critical import-loses-access');
    const restore = 'backup:StartRestoreJob';
    expect(update(policy('*', restore), policy(arn, restore))).toContain('critical import-loses-access');
  });

  test.each([
    ['aws_backup_vault_policy', 'backup_vault_name', 'aws_backup_vault', 'EC2', 'EC2'],
    ['aws_backup_vault_policy', 'backup_vault_name', 'aws_backup_vault', 'EC2', 'EC2@us-east-1'],
    ['aws_sns_topic_policy', 'arn', 'aws_sns_topic', 'arn:aws:sns:r:1:t', 'arn:aws:sns:r:1:t'],
    ['aws_sqs_queue_policy', 'queue_url', 'aws_sqs_queue', 'https://sqs/1/q', 'https://sqs/1/q'],
  ])(
    'without the policy of the resource, which the plan then replaces unseen, is critical: %s',
    (type, argument, subject, name, id) => {
      const policy = (of: string) =>
        change(`${type}.p`, ['create'], { after: { [argument]: of, policy: allow('444444444444') } });
      const imported = change(`${subject}.s`, ['no-op'], { before: { name }, after: { name } }, id);
      expect(rulesOf(imported, policy(name))).toContain(`critical import-overwrites-policy ${type}.p`);
      expect(rulesOf(imported, policy('other')).join()).not.toContain('critical');
      // The same name in another region is new.
      const created = change(`${subject}.n`, ['create'], { after: { name, arn: name, url: name } });
      expect(rulesOf(imported, created, policy(name)).join()).not.toContain('critical');
    },
  );
});
