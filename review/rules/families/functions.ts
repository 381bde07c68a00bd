import { GENERAL } from '../general';
import type { TypeRules } from '../rule';
import { FUNCTION_RULES } from './function-rules';

export const FUNCTION_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_lambda_function: {
    added: GENERAL.added,
    removed: FUNCTION_RULES.functionRemoved,
    attributes: {
      function_name: GENERAL.replaced,
      role: FUNCTION_RULES.functionRole,
      description: GENERAL.description,
      ...Object.fromEntries(
        [
          'filename',
          'source_code_hash',
          'code_sha256',
          'handler',
          'runtime',
          'timeout',
          'memory_size',
          'publish',
          'package_type',
          'reserved_concurrent_executions',
          'architectures',
          'kms_key_arn',
          'skip_destroy',
          'environment/**',
          'logging_config/**',
          'tracing_config/**',
          'ephemeral_storage/**',
          'layers/**',
          'dead_letter_config/**',
        ].map((path) => [path, FUNCTION_RULES.functionChanged]),
      ),
    },
  },
  aws_lambda_function_event_invoke_config: {
    added: FUNCTION_RULES.functionRetries,
    removed: FUNCTION_RULES.functionRetries,
    attributes: {
      function_name: FUNCTION_RULES.functionRetries,
      qualifier: FUNCTION_RULES.functionRetries,
      maximum_retry_attempts: FUNCTION_RULES.functionRetries,
      maximum_event_age_in_seconds: FUNCTION_RULES.functionRetries,
      'destination_config/**': FUNCTION_RULES.functionRetries,
    },
  },
  aws_lambda_permission: {
    added: FUNCTION_RULES.functionOpened,
    removed: FUNCTION_RULES.functionClosed,
    attributes: { '**': FUNCTION_RULES.functionOpened },
  },
  aws_cloudwatch_log_group: {
    added: GENERAL.added,
    removed: FUNCTION_RULES.logsShorter,
    attributes: {
      name: FUNCTION_RULES.logsShorter,
      retention_in_days: FUNCTION_RULES.logsShorter,
      kms_key_id: FUNCTION_RULES.logsShorter,
      skip_destroy: FUNCTION_RULES.logsShorter,
      log_group_class: FUNCTION_RULES.logsShorter,
    },
  },
};
