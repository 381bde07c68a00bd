import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { OrganizationInput } from '../../environments/organization/organization';
import type { Template } from '../../domain/baseline/template';
import { parsedTemplate } from '../../domain/baseline/template-names';
import { templateProblems } from '../../testing/baseline/template-problems';
import { type Block, synthesizedOrganization } from '../../testing/synthesized';

// Needs no AWS, but the Python tools: cfn-lint is one of them, and botocore has the models of the services.

function templateOf(change: (input: OrganizationInput) => void): Partial<Template> {
  const stack = synthesizedOrganization((input) => {
    input.baseline.rollout = 'stack-set';
    change(input);
  }, 'organizations-members');
  return parsedTemplate(stack.resource('aws_cloudformation_stack_set')['template_body']);
}

/** Everything that a template can contain. */
const FULL = templateOf((input) => {
  const [vault] = input.baseline.vaults;
  input.notifications = { subscriptions: [] };
  input.baseline.regions = ['ap-northeast-1', 'us-east-1'];
  input.baseline.role.permissionsBoundary = 'edge';
  input.baseline.vaults = [
    { ...vault, name: vault?.name ?? '', key: 'customer-managed' },
    { name: 'locked_1', lock: { mode: 'governance', maxRetentionDays: 365 } },
    {
      name: 'shared',
      key: { 'ap-northeast-1': 'arn:aws:kms:ap-northeast-1:999999999999:key/1111', 'us-east-1': 'aws-managed' },
    },
    { name: 'Everywhere', key: sharedKeys('ap-northeast-1', 'us-east-1') },
  ];
});

function sharedKeys(...regions: string[]): Record<string, string> {
  return Object.fromEntries(regions.map((region) => [region, `arn:aws:kms:${region}:999999999999:key/1111`]));
}

/** What cfn-lint finds, with every rule on, informational ones too. */
function cfnLint(template: unknown): string[] {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'template-')), 'template.json');
  writeFileSync(file, JSON.stringify(template));
  const program = path.join(__dirname, '..', '..', '.venv', 'bin', 'cfn-lint');
  const args = ['--include-checks', 'I', '--format', 'json', '--regions', 'ap-northeast-1', 'us-east-1', '--', file];
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(`cfn-lint ended with ${status}: ${stderr}`);
  return JSON.parse(stdout).map(({ Rule, Message }: Block) => `${Rule.Id} ${Message}`);
}

const changed = (change: (resources: Block) => void): Partial<Template> => {
  const copy = structuredClone(FULL);
  change(copy.Resources as Block);
  return copy;
};
const named = (resources: Block, type: string): Block =>
  Object.values<Block>(resources).filter(({ Type }) => Type === type)[0]?.['Properties'];

test('M3 cfn-lint finds nothing in a template with everything', () => {
  expect(new Set(Object.values(FULL.Resources ?? {}).map(({ Type }) => Type)).size).toBe(6);
  expect(cfnLint(FULL)).toEqual([]);
});

test('M3 cfn-lint finds a misspelled property', () => {
  const wrong = changed((resources) => {
    named(resources, 'AWS::KMS::Key')['EnableKeyRotations'] = true;
  });
  expect(cfnLint(wrong).join('\n')).toContain('EnableKeyRotations');
});

const MISSED: readonly (readonly [string, (resources: Block) => void, string])[] = [
  [
    'a lock that allows no retention',
    (resources) => {
      named(resources, 'AWS::Backup::BackupVault')['LockConfiguration'] = { MinRetentionDays: 9, MaxRetentionDays: 8 };
    },
    'the minimum retention of 9 days exceeds the maximum of 8 days',
  ],
  [
    'a grace period that AWS refuses',
    (resources) => {
      named(resources, 'AWS::Backup::BackupVault')['LockConfiguration'] = { MinRetentionDays: 9, ChangeableForDays: 2 };
    },
    'a compliance lock needs a grace period of at least 3 whole days',
  ],
  [
    'an action that does not exist',
    (resources) => {
      named(resources, 'AWS::KMS::Key')['KeyPolicy'].Statement[0].Action = ['kms:Decrypts'];
    },
    'kms:Decrypts is no action',
  ],
  [
    'an event that AWS Backup does not send',
    (resources) => {
      named(resources, 'AWS::Events::Rule')['EventPattern'].$or[0]['detail-type'] = ['Backup Job Failed'];
    },
    'Backup Job Failed is no event',
  ],
];

test.each(MISSED)('M3 our rules find what cfn-lint accepts: %s', (_name, change, problem) => {
  expect(templateProblems(changed(change)).join('\n')).toContain(problem);
});

test('M3 our rules find nothing in a template with everything', () => {
  expect(templateProblems(FULL)).toEqual([]);
});
