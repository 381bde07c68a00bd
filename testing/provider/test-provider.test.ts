import { AWS_PROVIDER } from '../../modules/core/versions';
import { fixtures } from '../fixtures';
import { synthesizeAll } from '../synthesized';
import { testProvider } from './test-provider';

const URL = 'http://127.0.0.1:1';
const stacks = Object.values(synthesizeAll([fixtures.dev], fixtures.organization));

test('the pinned version gets every stack as it is synthesized, and Terraform has no mirror', () => {
  const { version, omitted, adapt, variables } = testProvider('pinned');
  expect([version, omitted]).toEqual([AWS_PROVIDER.version, []]);
  const before = JSON.stringify(stacks);
  expect(JSON.stringify(stacks.map((stack) => adapt(stack, URL)))).toBe(before);
  expect(variables()).toEqual({
    TF_CLI_CONFIG_FILE: '/dev/null',
    TF_PLUGIN_CACHE_DIR: expect.stringMatching(/node_modules\/.cache\/terraform$/),
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
  });
});

test('the older version gets rewritten stacks that call only the given AWS, from a mirror', () => {
  const { version, omitted, adapt, variables } = testProvider('older');
  expect(omitted).toContain('aws_backup_plan.rule.schedule_expression_timezone');
  for (const { terraform, provider } of stacks.map((stack) => adapt(stack, URL))) {
    expect(terraform.required_providers.aws.version).toBe(version);
    for (const { endpoints } of provider.aws) expect(new Set(Object.values(endpoints[0]))).toEqual(new Set([URL]));
  }
  expect(Object.keys(variables())).toEqual(['TF_CLI_CONFIG_FILE']);
});

test('refuses a version that the tests do not know', () => {
  expect(() => testProvider('6')).toThrow('PROVIDER_VERSION is "6": use older or pinned');
});
