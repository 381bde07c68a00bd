import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { TerraformStack } from 'cdktf';

import type { OrganizationInput } from '../../environments/organization/organization';
import { parsedTemplate } from '../../domain/baseline/template-names';
import { text } from '../../testing/environment-inputs';
import { fixtures } from '../../testing/fixtures';
import type { KeyView } from '../../testing/baseline/account-view';
import { templateView } from '../../testing/baseline/template-view';
import { buildApp } from '../build-app';
import { parseEnvironments } from '../../environments/parse';
import { planNamed, policyNamed, ruleNamed } from '../../testing/select';
import { type Block, synthesizeAll, synthesizedOrganization } from '../../testing/synthesized';

type Change = (input: OrganizationInput) => void;

const changed =
  (change: Change): Change =>
  (input) => {
    input.baseline.rollout = 'stack-set';
    change(input);
  };
const stack = (change: Change = () => {}) => synthesizedOrganization(changed(change), 'organizations-members');
const stackSet = (change?: Change): Block => stack(change).resource('aws_cloudformation_stack_set');
const template = (change?: Change): Block => parsedTemplate(stackSet(change)['template_body']);
const ofType = (type: string, change?: Change): Block[] =>
  Object.values(template(change)['Resources'] as Block).filter(({ Type }: Block) => Type === type);

const KEYS: Change = ({ baseline }) => {
  baseline.regions = ['us-east-1', 'ap-northeast-1'];
  baseline.vaults = [{ name: 'test-bk-vault', key: 'customer-managed', lock: { mode: 'governance' } }];
};

test('M1 makes one StackSet for every account, now and later, which deletes nothing', () => {
  expect(stackSet(KEYS)).toMatchObject({
    name: 'anyservice-backup-baseline',
    permission_model: 'SERVICE_MANAGED',
    auto_deployment: { enabled: true, retain_stacks_on_account_removal: true },
    managed_execution: { active: true },
    capabilities: ['CAPABILITY_NAMED_IAM'],
    operation_preferences: {
      failure_tolerance_percentage: 100,
      region_concurrency_type: 'SEQUENTIAL',
      region_order: ['ap-northeast-1', 'us-east-1'],
    },
    lifecycle: { prevent_destroy: true, ignore_changes: ['administration_role_arn'] },
  });
});

test('M1 keeps its own state, and is applied before the stack with the policies', () => {
  expect(stack().json['terraform'].backend.s3.key).toBe('anyservice/organizations/members/terraform.tfstate');
  expect(Object.keys(synthesizeAll([], fixtures.organization))).not.toContain('organizations-members');
  const input = structuredClone(fixtures.organization);
  input.baseline.rollout = 'stack-set';
  const configuration = parseEnvironments([], new Date('2026-11-21T00:00:00Z'), { file: 'organization.ts', input });
  const app = buildApp(configuration, { lambdas: '', outdir: mkdtempSync(path.join(tmpdir(), 'synth-')) });
  const stacks = new Map(app.node.children.map((one) => [one.node.id, one as TerraformStack]));
  expect(stacks.get('organizations')?.dependencies).toEqual([stacks.get('organizations-members')]);
});

test('M1 retains every resource of the template', () => {
  const resources: Block[] = Object.values(template(KEYS)['Resources']);
  expect(resources.length).toBeGreaterThan(3);
  for (const resource of resources) {
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
});

test('M1 with a rule, creates keys and vaults after everything else, so that a failure leaves none of them', () => {
  const resourcesWith = (notifications: OrganizationInput['notifications']): Record<string, Block> =>
    template((input) => {
      KEYS(input);
      if (notifications) input.notifications = notifications;
      input.baseline.vaults = [...input.baseline.vaults, { name: 'plain' }];
    })['Resources'];
  const resources = resourcesWith({ subscriptions: [] });
  const before = (id: string): string[] => {
    const written = JSON.stringify(resources[id]?.['Properties']);
    const refers = (other: string) =>
      written.includes(`{"Ref":"${other}"}`) || written.includes(`{"Fn::GetAtt":["${other}",`);
    const own = [...(resources[id]?.['DependsOn'] ?? []), ...Object.keys(resources).filter(refers)];
    return [...new Set(own.flatMap((one: string) => [one, ...before(one)]))];
  };
  const isLast = (id: string) => /^AWS::(?:Backup|KMS)/.test(resources[id]?.['Type']);
  const others = Object.keys(resources).filter((id) => !isLast(id));
  expect(others).toEqual(expect.arrayContaining(['Rolerole', 'Ruleevents']));
  const last = Object.keys(resources).filter(isLast);
  expect(last).toHaveLength(4);
  for (const id of last) expect(before(id)).toEqual(expect.arrayContaining(others));
  for (const id of others) expect(before(id).filter(isLast)).toEqual([]);
  // A resource of every region cannot wait for a role of one.
  expect(JSON.stringify(resourcesWith(undefined))).not.toContain('DependsOn');
});

test('M1 creates the role in the home region only, and refers to it only there', () => {
  expect(template(KEYS)['Conditions']).toEqual({
    HomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'ap-northeast-1'] },
  });
  const roles = ofType('AWS::IAM::Role', KEYS);
  expect(roles.map(({ Condition, Properties }) => [Properties.RoleName, Condition])).toEqual([
    ['test-bk-role', 'HomeRegion'],
    ['backupctl-member-plan', 'HomeRegion'],
  ]);
  expect(JSON.stringify(template(KEYS))).not.toContain('{"Fn::GetAtt":["Role');
  const notified: Change = (input) => {
    KEYS(input);
    input.notifications = { subscriptions: [] };
  };
  const [rule] = ofType('AWS::Events::Rule', notified);
  expect(rule?.['Properties'].Targets[0].RoleArn).toEqual({
    'Fn::If': [
      'HomeRegion',
      { 'Fn::GetAtt': [expect.stringMatching(/^Role/), 'Arn'] },
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/EventsBackupFailuresRole' },
    ],
  });
});

test('M1 takes another home region if the region of the organization has no vaults', () => {
  const elsewhere: Change = (input) => {
    input.baseline.regions = ['us-east-1'];
    planNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-plan').regions = ['us-east-1'];
  };
  expect(template(elsewhere)['Conditions']).toMatchObject({
    HomeRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
  });
});

test('M1 the management account keeps its baseline in the organizations stack, and no member has a provider there', () => {
  const { json } = synthesizedOrganization(
    changed(() => {}),
    'organizations',
  );
  expect(json['provider'].aws.map(({ allowed_account_ids: ids }: Block) => ids)).toEqual([['999999999999']]);
  expect(Object.values(json['resource'].aws_backup_vault)).toHaveLength(1);
});

test('E1 the roles of the workflows write in no member, only those of providers do', () => {
  const assumes = (rollout: 'providers' | 'stack-set', role: string): boolean => {
    const { json } = synthesizedOrganization(({ baseline }) => {
      baseline.rollout = rollout;
    }, 'organizations-state-bootstrap');
    return JSON.stringify(json).includes(`role/${role}`);
  };
  for (const role of ['OrganizationAccountAccessRole', 'backupctl-member-apply']) {
    expect([assumes('providers', role), assumes('stack-set', role)]).toEqual([true, false]);
  }
  expect([assumes('providers', 'backupctl-member-plan'), assumes('stack-set', 'backupctl-member-plan')]).toEqual([
    true,
    true,
  ]);
});

test('M1 Terraform leaves the pseudo parameters of the template to CloudFormation', () => {
  const body: string = stackSet(KEYS)['template_body'];
  expect(body).toContain('arn:$${AWS::Partition}:iam::$${AWS::AccountId}:root');
  expect(body.match(/(?<![$])\$\{|(?<!%)%\{/g)).toBeNull();
});

test('M2 the template names no member', () => {
  const written = JSON.stringify(template(KEYS));
  for (const account of ['111111111111', '222222222222', '333333333333', '444444444444', '555555555555']) {
    expect(written).not.toContain(account);
  }
});

test('O6 a vault without a key in one of the regions uses the key of AWS there', () => {
  const arn = 'arn:aws:kms:us-east-1:999999999999:key/1111';
  const mixed: Change = ({ baseline }) => {
    baseline.regions = ['us-east-1', 'ap-northeast-1'];
    baseline.vaults = [{ name: 'test-bk-vault', key: { 'us-east-1': arn, 'ap-northeast-1': 'aws-managed' } }];
  };
  const { Mappings, Conditions } = template(mixed);
  const [[condition]] = Object.entries(Conditions).filter(([name]) => name !== 'HomeRegion') as [[string, unknown]];
  expect(Object.keys(Mappings.SharedKeys)).toEqual(['us-east-1', 'ap-northeast-1']);
  expect(ofType('AWS::Backup::BackupVault', mixed)[0]?.['Properties'].EncryptionKeyArn).toEqual({
    'Fn::If': [condition, expect.objectContaining({ 'Fn::FindInMap': expect.anything() }), { Ref: 'AWS::NoValue' }],
  });
});

test('M1 refuses a template that CloudFormation does not accept inline', () => {
  const many: Change = ({ baseline }) => {
    const more = Array.from({ length: 90 }, (_, index) => ({ name: `more-${index}`, key: 'customer-managed' }));
    baseline.vaults = [{ name: 'test-bk-vault' }, ...more];
  };
  expect(() => stack(many)).toThrow(text`
    environments/organization.ts is refused: 1 problem

      baseline.vaults
        The template of the StackSet has 136046 bytes, but must have fewer than 51200.
        → create fewer vaults, or use fewer customer-managed keys or tags
  `);
});

describe('M5 the keys of both sides of a copy to another account', () => {
  const copies: Change = (input) => {
    KEYS(input);
    Object.assign(ruleNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-rule'), {
      copies: [{ vault: 'test-bk-vault', region: 'us-east-1', accountId: '444444444444' }],
    });
    Object.assign(planNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-plan'), {
      selections: [{ name: 'EFS', role: 'test-bk-role', resources: ['arn:aws:elasticfilesystem:*:*:file-system/*'] }],
    });
  };
  const view = (account: string) => {
    const place = { account, region: 'us-east-1' };
    const [vault] = templateView(JSON.stringify(template(copies)), place).vaults;
    const key = vault?.key as KeyView | undefined;
    return Object.keys(JSON.parse(key?.policy ?? ''));
  };

  test('the key of every account lets the target read, and that of the target lets the organization write', () => {
    expect(view('333333333333')).toEqual(['AdministerByAccount', 'CopyToAccounts', 'GrantToServicesOfAccounts']);
    expect(view('444444444444')).toEqual([
      'AdministerByAccount',
      'CopyFromOrganization',
      'GrantToServicesOfOrganization',
    ]);
  });

  test('the key of a target of Terraform does the same', () => {
    const { json } = synthesizedOrganization(copies, 'organizations');
    const opened: Block[] = Object.values<Block>(json['data'].aws_iam_policy_document).filter(({ statement }) =>
      JSON.stringify(statement).includes('GrantToServicesOfOrganization'),
    );
    expect(opened.map(({ provider }) => provider)).toEqual(['aws.account-444444444444', 'aws.account-444444444444']);
  });
});

describe('O2 O3 names are proven inside the template', () => {
  const refusal = (change: Change): string => {
    try {
      stack(change);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('nothing was refused');
  };

  test('refuses a vault that the template does not create', () => {
    const message = refusal(({ baseline }) => {
      baseline.vaults = [{ name: 'test-bk-vualt' }];
    });
    expect(message).toContain('creates no vault test-bk-vault in accounts 999999999999, 444444444444');
  });

  test('refuses a region where the template is not deployed', () => {
    const message = refusal((input) => {
      planNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-plan').regions = ['ap-northeast-1', 'us-east-1'];
    });
    expect(message).toContain('555555555555 in us-east-1: the backups there would fail');
  });
});
