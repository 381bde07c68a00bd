import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { TerraformResource } from 'cdktf';
import fc from 'fast-check';

import { withoutTokenTraces } from '../cli/synth/without-token-traces';
import { parseEnvironments } from '../environments/parse';
import { RefusedError } from '../environments/refusal';
import { NOW, validEnvironment } from '../testing/environment-inputs';
import { fixtures } from '../testing/fixtures';
import { standInLambdas } from '../testing/synthesized';
import { buildApp } from './build-app';

const lambdas = standInLambdas();
const outdir = mkdtempSync(path.join(tmpdir(), 'synth-'));

/** Names that are alike: in case, in the characters that constructs and cdktf replace, and with the suffix of a region. */
const ALIKE = [
  'EC2',
  'ec2',
  'a/b',
  'a--b',
  'a.b',
  'ab',
  'a b',
  'a_b',
  'EC2-@ap-northeast-3',
  'EC2-@us-east-1',
  'plan',
  'key',
  'alert',
  'backup-vault-EC2',
  'SSMAutomationRole',
  'AWSBackupServiceEC2Role',
  'test-bk-vault',
  'test-bk-role',
];
const alike = fc.constantFrom(...ALIKE);
/** Mostly the usual value: a configuration with many mistakes is refused before it is built. */
const mostly = <T>(usual: T, unusual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: unusual });
const name = (usual: string) => mostly(usual, alike);
const region = (usual: string) => mostly(usual, fc.constantFrom('ap-northeast-1', 'ap-northeast-3', 'us-east-1'));
const policyArns = mostly(
  [] as string[],
  fc.array(
    alike.map((policy) => `arn:aws:iam::111111111111:policy/${policy}`),
    { maxLength: 3 },
  ),
);

const subscription = fc.oneof(
  alike.map((value) => ({ protocol: 'email', endpoint: `${value.replaceAll(/[ @]/g, '')}@example.com` })),
  alike.map((value) => ({ protocol: 'https', endpoint: `https://example.com/${value}` })),
  alike.map((value) => ({ protocol: 'https', endpointParameter: value })),
);

const environment = fc
  .record({
    name: fc.constantFrom('prod', 'prod-ssm', 'dev', 'stg', 'qa'),
    vaults: fc.tuple(
      fc.record({ name: name('EC2'), region: region('ap-northeast-1') }),
      fc.record({ name: name('EFS'), region: region('ap-northeast-1') }),
      fc.record({ name: name('EC2'), region: region('ap-northeast-3') }),
    ),
    key: fc.constantFrom('aws-managed', 'customer-managed'),
    plans: fc.tuple(name('one'), name('two')),
    rules: fc.tuple(name('Daily'), name('Weekly')),
    selections: fc.tuple(name('Tagged'), name('All')),
    topicName: name('alerts'),
    topicKey: fc.constantFrom('none', 'customer-managed'),
    subscriptions: mostly<object[]>(
      [{ protocol: 'email', endpoint: 'alerts@example.com' }],
      fc.array(subscription, { minLength: 1, maxLength: 3 }),
    ),
    planRole: name('plan-role'),
    applyRole: name('apply-role'),
    policies: policyArns,
    window: name('window'),
    steps: mostly([] as string[], fc.array(fc.constantFrom('look', 'Look', 'createImage', 'ab1'), { maxLength: 2 })),
  })
  .map(({ vaults, plans, key, rules, selections, ...names }) =>
    validEnvironment(({ environment: input, rule, selection }) => {
      const schedules = ['cron(0 6 * * ? *)', 'cron(0 18 * * ? *)'];
      Object.assign(input, {
        name: names.name,
        bootstrap: {
          github: { repository: 'example/backup' },
          planRole: names.planRole,
          applyRole: names.applyRole,
          readPolicyArns: names.policies,
          applyPolicyArns: names.policies,
        },
        notifications: { topicName: names.topicName, key: names.topicKey, subscriptions: names.subscriptions },
        ssmBackup: {
          window: { name: names.window },
          before: names.steps.map((step) => ({ name: step, action: 'aws:sleep', inputs: { Duration: 'PT1M' } })),
          automationPolicyArns: names.policies,
        },
        backup: {
          vaults: vaults.map((vault) => ({ ...vault, key })),
          plans: plans.map((plan) => ({
            name: plan,
            region: vaults[0].region,
            rules: rules.map((own, index) => ({
              ...rule,
              name: own,
              vault: vaults[0].name,
              schedule: schedules[index],
            })),
            selections: selections.map((own) => ({ ...selection, name: own })),
          })),
        },
      });
    }),
  );

const organization = fc
  .record({
    vault: name('test-bk-vault'),
    more: fc.array(alike, { maxLength: 1 }),
    role: name('test-bk-role'),
    regions: mostly(['ap-northeast-1'], fc.array(region('ap-northeast-1'), { minLength: 1, maxLength: 2 })),
    policies: fc.array(
      fc.record({ name: alike, ous: fc.array(fc.constantFrom('Security', 'Workloads'), { maxLength: 2 }) }),
      { maxLength: 2 },
    ),
    planRole: name('plan-role'),
  })
  .map(({ vault, more, role, regions, policies, planRole }) => {
    const input = structuredClone(fixtures.organization) as any;
    const [plan] = input.policies[0].plans;
    plan.rules[0].vault = vault;
    plan.selections[0].role = role;
    input.baseline = { regions, vaults: [vault, ...more].map((own) => ({ name: own })), role: { name: role } };
    input.bootstrap.planRole = planRole;
    input.policies.push(...policies.map((policy) => ({ name: policy.name, attachTo: { ous: policy.ous }, plans: [] })));
    return input;
  });

/** Builds a configuration: returns its refusal, or `undefined` if it builds. */
function refusalOf(environments: readonly any[], own: unknown): RefusedError | undefined {
  const files = environments.map((input) => ({ file: `environments/${input.name}.ts`, name: input.name, input }));
  try {
    const parsed = parseEnvironments(files, NOW, { file: 'environments/organization.ts', input: own });
    const app = withoutTokenTraces(() => buildApp(parsed, { outdir, lambdas }));
    // In Terraform JSON, the second of two resources with one address would replace the first.
    for (const stack of app.node.children) {
      const resources = stack.node.findAll().filter((one) => one instanceof TerraformResource);
      const addresses = resources.map((one) => `${one.terraformResourceType}.${one.friendlyUniqueId}`);
      expect(new Set(addresses).size).toBe(addresses.length);
    }
    return undefined;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}

test('whatever the names, a configuration builds or is refused at a setting of a file', () => {
  const runs = 40;
  let built = 0;
  fc.assert(
    fc.property(environment, environment, organization, (first, second, own) => {
      const other = {
        ...second,
        name: second.name === first.name ? `${second.name}-2` : second.name,
        accountId: '222222222222',
        state: { bucket: 'anyservice-other-tfstate' },
      };
      const refused = refusalOf([first, other], own)?.refused ?? [];
      if (refused.length === 0) built += 1;
      for (const { file, path: place } of refused) {
        expect(file).toMatch(/^environments\/[a-z0-9-]+\.ts$/);
        expect(place).not.toBe('');
      }
    }),
    { numRuns: runs },
  );
  // Otherwise it would prove nothing about what is built.
  expect(built).toBeGreaterThan(0);
});
