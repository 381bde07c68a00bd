import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import type { EnvironmentInput } from '../../environments/schema';
import { fixtures } from '../../testing/fixtures';
import { notifiedOrganization } from '../../testing/notified-organization';
import { allowed, deniedActions, deniedReads, iam, PROD, resourcesOf, statementsOf } from '../../testing/permissions';
import { policyJson, type Statement } from '../../testing/iam/statement';
import { type Block, synthesizeAll } from '../../testing/synthesized';

// Whether the apply roles may make what the stacks emit: another resource, type or name needs its permission.

/** Everything that an environment can have. */
function wide(): EnvironmentInput {
  const input = structuredClone(fixtures.prod);
  input.notifications = {
    key: 'customer-managed',
    subscriptions: [{ protocol: 'https', endpoint: 'https://example.com/hook', deadLetterQueue: true }],
  };
  input.backup.vaults = input.backup.vaults.map((vault) => ({
    ...vault,
    key: 'customer-managed',
    lock: { mode: 'governance' as const, minRetentionDays: 1 },
    accessPolicy: { copiesFromAccounts: ['111111111111'] },
  }));
  input.state.kmsKey = 'made-here';
  input.iam = { passableInstanceRoles: ['arn:aws:iam::333333333333:role/a'] };
  input.ssmBackup = { automationPolicyArns: ['arn:aws:iam::333333333333:policy/own'] };
  return input;
}

const MANAGEMENT = { account: '999999999999', region: 'ap-northeast-1' };

const app = synthesizeAll([wide()], undefined);
const managed = notifiedOrganization();
managed.managed = { servicePrincipals: ['backup.amazonaws.com'], policyTypes: ['BACKUP_POLICY'] };
const organizations = synthesizeAll([], managed);

test('E1 every type that a stack contains has a record', () => {
  const types = new Set([...resourcesOf(app), ...resourcesOf(organizations)].map(({ type }) => type));
  expect([...types].filter((type) => !TERRAFORM_TYPES.has(type))).toEqual([]);
  // Without stacks the test would prove nothing.
  expect(types.size).toBeGreaterThan(35);
});

test('E1 the apply role may create, update and destroy every resource of every stack of the environment, by its name', () => {
  const isDeployed = (stack: string) => stack !== 'prod-state-bootstrap';
  const role = { bootstrap: 'prod-state-bootstrap', role: 'backupctl-apply', ...PROD };
  expect(deniedActions(app, isDeployed, role)).toEqual([]);
  const types = resourcesOf(app).flatMap(({ stack, type }) => (isDeployed(stack) ? [type] : []));
  expect(new Set(types).size).toBeGreaterThan(22);
});

test('E1 the apply role of the organization may create, update and destroy everything in the management account', () => {
  const isDeployed = (stack: string) => stack !== 'organizations-state-bootstrap';
  const role = { bootstrap: 'organizations-state-bootstrap', role: 'backupctl-apply', ...MANAGEMENT };
  expect(deniedActions(organizations, isDeployed, role)).toEqual([]);
});

test('E1 the permissions of an environment do not depend on the features that it uses', () => {
  const plain = structuredClone(fixtures.prod);
  plain.ssmBackup = 'none';
  plain.notifications = {};
  for (const vault of plain.backup.vaults) delete vault.key;
  const granted = (input: EnvironmentInput) =>
    statementsOf(synthesizeAll([input], undefined)['prod-state-bootstrap']).map(({ actions, resources }) => ({
      actions,
      resources,
    }));
  expect(granted(plain)).toEqual(granted(wide()));
});

test('E1 adding, renaming and removing vaults, plans and windows needs no other bootstrap', () => {
  const bootstrapOf = (change: (input: EnvironmentInput) => void): unknown => {
    const input = structuredClone(fixtures.prod);
    change(input);
    const { '//': _metadata, ...json } = synthesizeAll([input], undefined)['prod-state-bootstrap'] ?? {};
    return json;
  };
  const changed = bootstrapOf(({ backup, ssmBackup }) => {
    backup.vaults = [{ name: 'Renamed' }, { name: 'Added', region: 'eu-west-1' }];
    backup.plans = backup.plans.slice(0, 1).map((plan) => ({
      ...plan,
      name: 'Renamed',
      rules: plan.rules.map(({ copies: _none, ...rule }) => ({ ...rule, vault: 'Renamed' })),
    }));
    if (typeof ssmBackup === 'object' && ssmBackup.window) ssmBackup.window.name = 'renamed';
  });
  expect(changed).toEqual(bootstrapOf(() => {}));
});

test('E1 the permissions of the organization do not depend on whether it is managed here', () => {
  const unmanaged = synthesizeAll([], fixtures.organization)['organizations-state-bootstrap'];
  expect(statementsOf(unmanaged)).toEqual(statementsOf(organizations['organizations-state-bootstrap']));
});

test.each([
  ['backupctl-plan', 'prod', PROD, app],
  ['backupctl-apply', 'prod', PROD, app],
  ['backupctl-plan', 'organizations', MANAGEMENT, organizations],
  ['backupctl-apply', 'organizations', MANAGEMENT, organizations],
])(
  'E1 %s may read every type of %s, of every stack and of the bootstrap, to refresh its state',
  (role, name, place, all) => {
    expect(deniedReads(all, () => true, { bootstrap: `${name}-state-bootstrap`, role, ...place })).toEqual([]);
  },
);

const conditionsOf = (json: Block | undefined, name: string) =>
  statementsOf(json).find(({ sid }) => sid === name)?.condition ?? [];

test.each([
  ['an environment', app, 'prod-state-bootstrap', ['prod-notifications', 'prod-backup'], 'prod-iam'],
  [
    'the organization',
    organizations,
    'organizations-state-bootstrap',
    ['organizations'],
    'organizations-state-bootstrap',
  ],
])(
  'E1 the apply role of %s makes and changes keys that carry the tags of its stacks only',
  (_of, all, name, own, other) => {
    const tagsOf = (stack: string): Block => all[stack]?.['provider'].aws[0].default_tags[0].tags;
    const fits = (stack: string, where: string, sid: string) =>
      conditionsOf(all[name], sid)
        .filter(({ variable }) => variable.startsWith(`aws:${where}/`))
        .every(({ variable, values }) => values.includes(tagsOf(stack)[variable.split('/')[1] ?? '']));
    for (const [where, sid] of [
      ['RequestTag', 'MakeKeys'],
      ['RequestTag', 'TagNewKeys'],
      ['ResourceTag', 'Keys'],
    ] as const) {
      expect(own.map((stack) => fits(stack, where, sid))).toEqual(own.map(() => true));
      expect(fits(other, where, sid)).toBe(false);
      const foreign = conditionsOf(all[name], sid).filter(({ variable }) => variable.startsWith(`aws:${where}/`));
      expect(foreign.map(({ variable }) => variable)).toContain(`aws:${where}/Service`);
    }
  },
);

test('E1 the apply role may tag a new key, which has no tags to check yet', () => {
  const conditions = conditionsOf(app['prod-state-bootstrap'], 'TagNewKeys');
  const onResource = conditions.filter(({ variable }) => variable.startsWith('aws:ResourceTag/'));
  expect(onResource.map(({ test: operator, values }) => [operator, ...values])).toEqual(
    ['ManagedBy', 'Environment', 'Service', 'Stack'].map(() => ['Null', 'true']),
  );
});

test('E1 the apply role may finish a key before KMS sees its tags, but not write the policy of an untagged key', () => {
  const untagged = statementsOf(app['prod-state-bootstrap']).filter(
    ({ actions, condition = [] }) =>
      actions.some((action) => action.startsWith('kms:')) &&
      condition.length > 0 &&
      condition.every(({ test: operator, values }) => operator === 'Null' && values.join() === 'true'),
  );
  expect(untagged.map(({ actions, condition = [] }) => [actions, condition.map(({ variable }) => variable)])).toEqual([
    [
      ['kms:CreateAlias', 'kms:EnableKeyRotation'],
      ['ManagedBy', 'Environment', 'Service', 'Stack'].map((key) => `aws:ResourceTag/${key}`),
    ],
  ]);
});

test('E2 the apply role may create the service-linked role of AWS Backup, and of no other service', () => {
  const statements = statementsOf(app['prod-state-bootstrap']);
  const own = iam('role/aws-service-role/backup.amazonaws.com/', 'AWSServiceRoleForBackup');
  expect(allowed(statements, 'iam:CreateServiceLinkedRole', own)).toBe(true);
  expect(allowed(statements, 'iam:CreateServiceLinkedRole', own.replaceAll('backup', 'ecs'))).toBe(false);
});

test('E1 the apply role may attach the policies of the environment, but no administrator policy', () => {
  const values = conditionsOf(app['prod-state-bootstrap'], 'AttachPolicies').flatMap((one) => one.values);
  const attached = Object.values<Block>(app['prod-iam']?.['resource'].aws_iam_role_policy_attachment).map(
    ({ policy_arn }) => {
      const id = /aws_iam_policy\.([^.]+)\.arn/.exec(String(policy_arn))?.[1];
      return id === undefined ? policy_arn : iam('policy/', app['prod-iam']?.['resource'].aws_iam_policy[id].name);
    },
  );
  expect(values).toEqual(expect.arrayContaining(attached));
  expect(values).not.toContain('arn:aws:iam::aws:policy/AdministratorAccess');
});

test.each([
  ['an environment', app['prod-state-bootstrap']],
  ['the organization', organizations['organizations-state-bootstrap']],
])(
  'E1 the apply role of %s can destroy no vault, recovery point, key or bucket, nor change its own rights',
  (_of, json) => {
    const statements = statementsOf(json);
    expect(statements.length).toBeGreaterThan(10);
    const actions = statements.flatMap((statement) => statement.actions);
    expect(
      actions.filter((action) =>
        /\*|backup:Delete(?:BackupVault|RecoveryPoint)$|kms:(?:Schedule|Disable)|^s3:/.test(action),
      ),
    ).toEqual([]);
    for (const own of [
      'role/backupctl-apply',
      'role/backupctl-plan',
      'policy/backupctl-apply-identity',
      'policy/backupctl-role-boundary',
    ]) {
      for (const action of new Set(actions.filter((one) => one.startsWith('iam:'))))
        expect([action, own, allowed(statements, action, iam('', own))]).toEqual([action, own, false]);
    }
  },
);

test.each([
  ['an environment', app['prod-state-bootstrap']],
  ['the organization', organizations['organizations-state-bootstrap']],
])('E1 each policy of %s has unique Sids, and fits into the 6,144 characters that IAM takes', (_of, json) => {
  for (const { statement } of Object.values<Block>(json?.['data'].aws_iam_policy_document)) {
    expect(policyJson(statement as Statement[]).length).toBeLessThan(6144);
    // Terraform refuses a document with the same Sid twice.
    const sids = (statement as Statement[]).map(({ sid }) => sid);
    expect(sids).toEqual([...new Set(sids)]);
  }
});

test.each([
  ['an environment', app['prod-state-bootstrap'], 6, 2],
  ['the organization', organizations['organizations-state-bootstrap'], 6, 3],
])(
  'E1 the roles of %s have as many policies of their own as the warning of too many counts',
  (_of, json, apply, plan) => {
    const attached = Object.values<Block>(json?.['resource'].aws_iam_role_policy_attachment);
    const count = (kind: string) => attached.filter(({ role }) => String(role).includes(`roles_${kind}_`)).length;
    expect([count('apply'), count('plan')]).toEqual([apply, plan]);
  },
);
