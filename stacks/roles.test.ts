import { MEMBER_TYPES } from '../modules/deployment/member-roles';
import { fixtures } from '../testing/fixtures';
import { isAllowed, type Policies } from '../testing/iam/evaluate';
import { answer, type Questions, questionsOf } from '../testing/iam/questions';
import { APPLY } from '../testing/iam/questions/apply';
import { ATTACKS } from '../testing/iam/questions/attacks';
import { MEMBER_APPLY, MEMBER_PLAN } from '../testing/iam/questions/member';
import { NEIGHBOUR } from '../testing/iam/questions/neighbour';
import { ORGANIZATION_APPLY, ORGANIZATION_PLAN } from '../testing/iam/questions/organization';
import { PLAN } from '../testing/iam/questions/plan';
import { AGENT_CHECK, AUTOMATION, BOUNDED, PRUNE, SCHEDULER, WINDOW } from '../testing/iam/questions/services';
import { documentAt, policiesOf, statementsNamed } from '../testing/iam/role-policies';
import { type Block, synthesizeAll } from '../testing/synthesized';

// What every role may do and what it may not, as IAM evaluates its policies and its boundary.

const stacks = synthesizeAll([fixtures.dev, fixtures.stg, fixtures.prod], fixtures.organization);

const ofProd = (role: string): Policies => policiesOf(stacks, 'prod-iam', role);
const bootstrapped = (name: string, role: string): Policies => policiesOf(stacks, `${name}-state-bootstrap`, role);

const ofMember = (role: string): Policies => policiesOf(stacks, 'organizations', role, '333333333333');

/** The policy of the bucket with the states of stg. */
function bucketPolicy() {
  const json = stacks['stg-state-bootstrap'] ?? {};
  const [{ policy } = {}] = Object.values<Block>(json['resource'].aws_s3_bucket_policy);
  return documentAt(json, String(policy));
}

const ANYTHING = [{ actions: ['*'], resources: ['*'] }];

const ROLES: readonly (readonly [name: string, policies: Policies, questions: Questions])[] = [
  ['E1 the apply role', bootstrapped('prod', 'backupctl-apply'), APPLY],
  ['E1 the plan role', bootstrapped('prod', 'backupctl-plan'), PLAN],
  [
    'E1 the plan role of the next environment',
    { ...bootstrapped('prod', 'backupctl-plan'), resource: bucketPolicy() },
    NEIGHBOUR,
  ],
  [
    'E1 the apply role of the next environment',
    { ...bootstrapped('prod', 'backupctl-apply'), resource: bucketPolicy() },
    NEIGHBOUR,
  ],
  ['E1 the plan role of the organization', bootstrapped('organizations', 'backupctl-plan'), ORGANIZATION_PLAN],
  ['E1 the apply role of the organization', bootstrapped('organizations', 'backupctl-apply'), ORGANIZATION_APPLY],
  ['O1 the role of plans in a member', ofMember('backupctl-member-plan'), MEMBER_PLAN],
  ['O1 the role of applies in a member', ofMember('backupctl-member-apply'), MEMBER_APPLY],
  ['E5 the backup role', ofProd('AWSBackupServiceEC2Role'), BOUNDED],
  ['E5 the restore role', ofProd('AWSBackupServiceEC2Restore'), BOUNDED],
  ['S2 the role of the automation', ofProd('SSMAutomationRole'), AUTOMATION],
  ['S2 the role of the window', ofProd('SSMMaintenanceWindowRole'), WINDOW],
  ['S3 the role of the pruning', ofProd('LambdaBackupRole'), PRUNE],
  ['S4 the role of the agent check', ofProd('LambdaSSMAgentCheckRole'), AGENT_CHECK],
  ['S10 the role of the scheduler', ofProd('SchedulerSSMAgentCheckRole'), SCHEDULER],
  [
    'E5 a role with the boundary and every permission',
    { identity: ANYTHING, boundary: statementsNamed(stacks['prod-state-bootstrap'] ?? {}, 'backupctl-role-boundary') },
    BOUNDED,
  ],
];

describe.each(ROLES)('%s', (_name, policies, questions) => {
  test.each(questionsOf(questions))('%s %s: %s', (may, action, _about, subject) => {
    expect(answer(policies, action, subject)).toBe(may);
  });

  test.each(questionsOf(ATTACKS))('%s %s, whatever it tries: %s', (may, action, _about, subject) => {
    expect(answer(policies, action, subject)).toBe(may);
  });

  test('is asked more than forty questions, and thirty attacks', () => {
    expect(questionsOf(questions).length).toBeGreaterThanOrEqual(40);
    expect(questionsOf(ATTACKS).length).toBeGreaterThanOrEqual(30);
  });
});

const SERVICES = ['backup', 'ec2', 'lambda', 'scheduler', 'ssm', 'cloudformation'];

/** Which services may assume the roles of the stacks, for which account. */
const TRUSTS: readonly (readonly [stack: string, role: string, service: string, account: string | undefined])[] = [
  ['prod-iam', 'AWSBackupServiceEC2Role', 'backup', '333333333333'],
  ['prod-iam', 'AWSBackupServiceEC2Restore', 'backup', '333333333333'],
  ['prod-iam', 'SSMAutomationRole', 'ssm', '333333333333'],
  ['prod-iam', 'SSMMaintenanceWindowRole', 'ssm', undefined],
  ['prod-iam', 'LambdaBackupRole', 'lambda', undefined],
  ['prod-iam', 'LambdaSSMAgentCheckRole', 'lambda', undefined],
  ['prod-iam', 'SchedulerSSMAgentCheckRole', 'scheduler', '333333333333'],
  ...['111111111111', '222222222222', '333333333333', '444444444444', '555555555555', '999999999999'].map(
    (account) => ['organizations', `test-bk-role of ${account}`, 'backup', account] as const,
  ),
];

describe.each(TRUSTS)('%s %s', (stack, name, service, account) => {
  const json = stacks[stack] ?? {};
  const [role, of] = name.split(' of ');
  const [, { assume_role_policy: trust } = {}] =
    Object.entries<Block>(json['resource'].aws_iam_role).find(
      ([id, block]) => block['name'] === role && (of === undefined || id.includes(of)),
    ) ?? [];
  const statements = documentAt(json, String(trust));
  const trusts = (principal: string, context: Record<string, string>) =>
    statements.some(
      ({ principals = [], ...statement }) =>
        principals.some(({ type, identifiers }) => type === 'Service' && identifiers.includes(principal)) &&
        answer({ identity: [{ ...statement, resources: ['*'] }] }, 'sts:AssumeRole', { resource: '*', context }) ===
          'may',
    );

  test.each(
    SERVICES.flatMap((one) =>
      ['333333333333', account ?? '333333333333', '666666666666'].map((from) => [one, from] as const),
    ),
  )('E5 %s.amazonaws.com may assume it for %s only if it is its service and account', (one, from) => {
    const expected = one === service && (account === undefined || from === account);
    expect(trusts(`${one}.amazonaws.com`, { 'aws:SourceAccount': from })).toBe(expected);
  });

  test('E5 no account, user or everyone may assume it', () => {
    expect(statements.flatMap(({ principals = [] }) => principals.map(({ type }) => type))).toEqual(['Service']);
  });
});

const REPOSITORY = 'repo:example/aws-organization-backup';

/** Jobs of GitHub by the subject of their token, and the role that they may assume. */
const JOBS: readonly (readonly [subject: string, role: string | undefined])[] = [
  [`${REPOSITORY}:environment:prod`, 'backupctl-apply'],
  [`${REPOSITORY}:environment:prod-plan`, 'backupctl-plan'],
  [`${REPOSITORY}:environment:prod-drill`, undefined],
  [`${REPOSITORY}:environment:production`, undefined],
  [`${REPOSITORY}:environment:PROD`, undefined],
  [`${REPOSITORY}:environment:stg`, undefined],
  [`${REPOSITORY}:environment:stg-plan`, undefined],
  [`${REPOSITORY}:environment:organizations`, undefined],
  [`${REPOSITORY}:environment:*`, undefined],
  [`${REPOSITORY}:ref:refs/heads/main`, undefined],
  [`${REPOSITORY}:pull_request`, undefined],
  ['repo:example/aws-organization-backup-fork:environment:prod', undefined],
  ['repo:intruder/aws-organization-backup:environment:prod', undefined],
  ['', undefined],
];

test.each(JOBS)('E1 a job with the subject "%s" may assume %s, with the audience of AWS only', (subject, expected) => {
  const json = stacks['prod-state-bootstrap'] ?? {};
  const assumed = (audience: string) =>
    Object.values<Block>(json['resource'].aws_iam_role)
      .filter((role) => {
        const identity = documentAt(json, String(role['assume_role_policy'])).map((one) => ({
          ...one,
          resources: ['*'],
        }));
        const context = {
          'token.actions.githubusercontent.com:aud': audience,
          'token.actions.githubusercontent.com:sub': subject,
        };
        return isAllowed({ identity }, { action: 'sts:AssumeRoleWithWebIdentity', resource: '*', context });
      })
      .map(({ name }) => String(name));
  expect(assumed('sts.amazonaws.com')).toEqual(expected === undefined ? [] : [expected]);
  expect(assumed('https://github.com/example')).toEqual([]);
});

describe('O1 the roles in members', () => {
  const MEMBERS = ['111111111111', '222222222222', '333333333333', '444444444444', '555555555555'];
  const arnsOf = (role: string) => MEMBERS.map((account) => `arn:aws:iam::${account}:role/${role}`);

  /** Every role that a role of the management account may assume, by its policies. */
  const assumed = (role: string): string[] =>
    bootstrapped('organizations', role)
      .identity.filter(({ actions }) => actions.includes('sts:AssumeRole'))
      .flatMap(({ resources = [] }) => resources);

  test('the plan role of the management account may assume exactly the roles that read', () => {
    expect(assumed('backupctl-plan').toSorted()).toEqual(arnsOf('backupctl-member-plan'));
  });

  test('the apply role of the management account may assume those that write, and memberRole', () => {
    expect(assumed('backupctl-apply').toSorted()).toEqual(
      [...arnsOf('backupctl-member-apply'), ...arnsOf('OrganizationAccountAccessRole')].toSorted(),
    );
  });

  test.each([
    ['backupctl-member-plan', 'backupctl-plan'],
    ['backupctl-member-apply', 'backupctl-apply'],
  ])('%s trusts only %s of the management account', (name, caller) => {
    const json = stacks['organizations'] ?? {};
    const roles = Object.values<Block>(json['resource'].aws_iam_role).filter((role) => role['name'] === name);
    expect(roles).toHaveLength(MEMBERS.length);
    for (const role of roles) {
      expect(documentAt(json, String(role['assume_role_policy']))).toEqual([
        {
          actions: ['sts:AssumeRole'],
          principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::999999999999:root'] }],
          condition: [
            { test: 'ArnEquals', variable: 'aws:PrincipalArn', values: [`arn:aws:iam::999999999999:role/${caller}`] },
          ],
        },
      ]);
    }
  });

  test('a StackSet has the role that reads only, for the plan role, in accounts of the organization', () => {
    const input = structuredClone(fixtures.organization);
    input.baseline.rollout = 'stack-set';
    const rolledOut = synthesizeAll([], input);
    const statements = policiesOf(rolledOut, 'organizations-state-bootstrap', 'backupctl-plan').identity;
    const assuming = statements.filter(({ actions }) => actions.includes('sts:AssumeRole'));
    expect(assuming).toMatchObject([
      {
        resources: ['arn:aws:iam::*:role/backupctl-member-plan'],
        condition: [{ test: 'StringEquals', variable: 'aws:ResourceOrgID', values: ['o-exampleorg1'] }],
      },
    ]);
    const [set] = Object.values<Block>(rolledOut['organizations-members']?.['resource'].aws_cloudformation_stack_set);
    expect([...String(set?.['template_body']).matchAll(/"RoleName":"([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'test-bk-role',
      'backupctl-member-plan',
    ]);
  });

  test('their permissions are for everything that a member can have', () => {
    const input = structuredClone(fixtures.organization);
    input.notifications = { subscriptions: [] };
    input.baseline.vaults = [
      { name: 'test-bk-vault', key: 'customer-managed', lock: { mode: 'governance', minRetentionDays: 1 } },
    ];
    const resources: Block = synthesizeAll([], input)['organizations']?.['resource'];
    const types = Object.entries<Block>(resources).filter(([, all]) =>
      Object.values<Block>(all).some(({ provider }) => provider === 'aws.account-333333333333'),
    );
    expect(types.map(([type]) => type).toSorted()).toEqual(MEMBER_TYPES.map(({ type }) => type).toSorted());
  });

  test('without a bootstrap, there are no roles, no variable, and memberRole deploys', () => {
    const { bootstrap: _, ...input } = structuredClone(fixtures.organization);
    const json = synthesizeAll([], input)['organizations'] ?? {};
    expect(JSON.stringify(json)).not.toContain('backupctl-member');
    expect(json['variable']).toBeUndefined();
    expect(json['provider'].aws[1].assume_role).toEqual([
      { role_arn: 'arn:aws:iam::444444444444:role/OrganizationAccountAccessRole' },
    ]);
  });

  test('the role in a member is an ephemeral variable, by default memberRole', () => {
    expect(stacks['organizations']?.['variable']).toEqual({
      member_roles: expect.objectContaining({ type: 'map(string)', default: {}, ephemeral: true }),
    });
  });
});

test('O1 20 members, the most that providers reach, fit into the policies of the management account', () => {
  const input = structuredClone(fixtures.organization);
  const accounts = Array.from({ length: 15 }, (_, index) => ({ id: `${700_000_000_000 + index}`, name: `a${index}` }));
  input.root.accounts = [...(input.root.accounts ?? []), ...accounts];
  const { identity } = policiesOf(synthesizeAll([], input), 'organizations-state-bootstrap', 'backupctl-apply');
  const arns = identity.find(({ actions }) => actions.includes('sts:AssumeRole'))?.resources;
  expect(arns).toHaveLength(2 * 20);
});
