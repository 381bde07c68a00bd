import { isNamedArgument } from '../rules/change-rules';

/** Attributes that AWS returns and no configuration sets. */
const COMPUTED: ReadonlySet<string> = new Set([
  'arn',
  'attachment_count',
  'backup_vault_arn',
  'beginning_offset',
  'bucket_domain_name',
  'bucket_region',
  'bucket_regional_domain_name',
  'confirmation_was_authenticated',
  'create_date',
  'created_date',
  'default_version',
  'document_version',
  'hash',
  'hash_type',
  'hosted_zone_id',
  'id',
  'invoke_arn',
  'key_id',
  'last_modified',
  'latest_version',
  'owner',
  'owner_id',
  'parameter',
  'pending_confirmation',
  'platform_types',
  'policy_id',
  'qualified_arn',
  'qualified_invoke_arn',
  'recovery_points',
  'response_streaming_invoke_arn',
  'schema_version',
  'signing_job_arn',
  'signing_profile_version_arn',
  'source_code_size',
  'stack_set_id',
  'status',
  'target_key_arn',
  'unique_id',
  'url',
  'version',
  'window_task_id',
]);

/** Whether an attribute in a saved plan is computed by AWS, and not an argument of the type that a rule names. */
export function isComputed(type: string, path: readonly string[]): boolean {
  return COMPUTED.has(path[0] ?? '') && !isNamedArgument(type, path);
}
