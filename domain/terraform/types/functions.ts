import { becoming } from '../changes/judges';
import { otherReference } from '../changes/references';
import { high, medium, type Rule } from '../changes/rule';
import { anyOf, passRoles } from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL } from './general';

const RULES = {
  removed: high('function-removed', {
    finds: 'a removed function',
    why: 'old generations are not pruned, or no one is notified of lost agents',
    remedy: 'keep the function',
  }),
  replaced: high('function-replaced', {
    finds: 'a function with another name, which is another function',
    why: 'whatever invokes the old function outside of Terraform fails, and alarms and dashboards on it show nothing more',
    remedy: 'keep the name, or change everything that names the function',
  }),
  role: high('function-role-other', {
    finds: 'a function with another role',
    why: 'it may have more permissions, or lack some that it needs',
    remedy: 'compare the permissions of both roles',
  }),
  changed: medium('function-changed', {
    finds: 'other code, memory, timeout, runtime or environment variables of a function',
    why: 'it behaves differently from its next invocation on',
    remedy: 'review the code change, and invoke the function once',
  }),
  off: high('function-off', {
    finds: 'a function that may not run at all, because its concurrency is 0',
    why: 'old generations are not pruned, or no one is notified of lost agents',
    remedy: 'remove the reserved concurrency',
  }),
  environment: high('function-environment-other', {
    finds: 'an environment variable of a function that refers to another resource',
    why: 'the function notifies another topic, or acts on other resources',
    remedy: 'check that the function needs the other resource',
  }),
  retries: medium('function-retries-changed', {
    finds: 'another number of retries for asynchronous invocations, or another destination for failed ones',
    why: 'a failed check of SSM agents notifies once per attempt, or failed invocations end up elsewhere',
    remedy: 'keep one attempt for the check',
  }),
  opened: high('function-permission-added', {
    finds: 'a principal that may now invoke a function, or another one',
    why: 'anyone who invokes the pruner decides what it deletes',
    remedy: 'name the caller by its ARN and account',
  }),
  closed: high('function-permission-removed', {
    finds: 'a principal that may no longer invoke a function',
    why: 'its invocations fail',
    remedy: 'check that nothing invokes the function',
  }),
  logs: medium('log-retention-changed', {
    finds: 'logs with another retention or key, or that are removed',
    why: 'you can look up what a function did only as long as its logs exist',
    remedy: 'keep them as long as you may need them',
  }),
  logsReplaced: high('logs-deleted', {
    finds: 'a log group with another name, which is another log group',
    why: 'the provider deletes the old group with its logs',
    remedy: 'keep the name of the function, or export the logs first',
  }),
};

const FUNCTION_ARGUMENTS = [
  'filename',
  'source_code_hash',
  'code_sha256',
  'handler',
  'runtime',
  'timeout',
  'memory_size',
  'publish',
  'package_type',
  'architectures',
  'kms_key_arn',
  'skip_destroy',
  'logging_config/**',
  'tracing_config/**',
  'ephemeral_storage/**',
  'layers/**',
  'dead_letter_config/**',
];

const all = (names: readonly string[], rule: Rule) => Object.fromEntries(names.map((name) => [name, rule]));

const lambda = {
  arn: ({ account, region, name }: ResourceName) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  permissionSet: 'services',
  names: ({ functions }: { readonly functions: readonly string[] }) => functions,
} as const;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/welcome.html */
export const FUNCTIONS: Concern = {
  title: 'Functions',
  rules: Object.values(RULES),
  types: [
    terraformType('aws_lambda_function', {
      importId: '{function_name}',
      ...lambda,
      actions: {
        create: ['lambda:CreateFunction', 'lambda:TagResource'],
        // GetFunction also returns the address of the code: the provider calls it, so only for these functions.
        read: [
          'lambda:GetFunction',
          'lambda:GetFunctionCodeSigningConfig',
          'lambda:GetFunctionConfiguration',
          'lambda:ListTags',
          'lambda:ListVersionsByFunction',
        ],
        // Removes a concurrency that was reserved outside of Terraform.
        update: [
          'lambda:DeleteFunctionConcurrency',
          'lambda:UntagResource',
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
        ],
        destroy: ['lambda:DeleteFunction'],
      },
      permissions: (deployed, own) => [own, passRoles(deployed)],
      replacedBy: ['function_name', 'package_type'],
      removed: RULES.removed,
      changes: {
        function_name: RULES.replaced,
        role: RULES.role,
        description: GENERAL.noEffect,
        reserved_concurrent_executions: becoming(0, RULES.off, RULES.changed),
        'environment/**': otherReference(RULES.environment, RULES.changed),
        ...all(FUNCTION_ARGUMENTS, RULES.changed),
      },
    }),
    terraformType('aws_lambda_function_event_invoke_config', {
      importId: '{function_name}',
      ...lambda,
      actions: {
        create: ['lambda:PutFunctionEventInvokeConfig'],
        read: ['lambda:GetFunctionEventInvokeConfig'],
        update: [],
        destroy: ['lambda:DeleteFunctionEventInvokeConfig'],
      },
      replacedBy: ['function_name', 'qualifier'],
      added: RULES.retries,
      removed: RULES.retries,
      changes: all(
        [
          'function_name',
          'qualifier',
          'maximum_retry_attempts',
          'maximum_event_age_in_seconds',
          'destination_config/**',
        ],
        RULES.retries,
      ),
    }),
    terraformType('aws_lambda_permission', {
      importId: '{function_name}/{statement_id}',
      ...lambda,
      actions: {
        create: ['lambda:AddPermission'],
        read: ['lambda:GetPolicy'],
        update: [],
        destroy: ['lambda:RemovePermission'],
      },
      permissions: (_deployed, own) => [
        // A service may call a function, but not another account, and not everyone.
        { ...own, sid: 'CallsByServices', conditions: [anyOf('lambda:Principal', ['*.amazonaws.com'], 'StringLike')] },
      ],
      replacedBy: ['*'],
      added: RULES.opened,
      removed: RULES.closed,
      changes: { '**': RULES.opened },
    }),
    terraformType('aws_cloudwatch_log_group', {
      importId: '{name}',
      arn: ({ account, region, name }) => `arn:aws:logs:${region}:${account}:log-group:${name}`,
      permissionSet: 'services',
      // Some actions apply to the group, others to its streams.
      names: ({ logGroups }) => logGroups.flatMap((name) => [name, `${name}:*`]),
      actions: {
        create: ['logs:CreateLogGroup', 'logs:TagResource'],
        read: ['logs:ListTagsForResource'],
        list: ['logs:DescribeLogGroups'],
        update: ['logs:DeleteRetentionPolicy', 'logs:PutRetentionPolicy', 'logs:UntagResource'],
        destroy: ['logs:DeleteLogGroup'],
      },
      replacedBy: ['name', 'name_prefix', 'log_group_class'],
      removed: RULES.logs,
      changes: {
        name: RULES.logsReplaced,
        ...all(['retention_in_days', 'kms_key_id', 'skip_destroy', 'log_group_class'], RULES.logs),
      },
    }),
  ],
};
