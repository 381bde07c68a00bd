/**
 * Arguments whose change the provider answers by making the resource anew, by type; `*` are all of them. So is a change
 * of `region`, and of the provider, which no table needs.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs: "Forces new resource"
 */
export const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
  aws_backup_global_settings: [],
  aws_backup_plan: ['name'],
  aws_backup_region_settings: [],
  aws_backup_selection: ['*'],
  aws_backup_vault: ['name', 'kms_key_arn'],
  aws_backup_vault_lock_configuration: ['*'],
  aws_backup_vault_notifications: ['*'],
  aws_backup_vault_policy: ['backup_vault_name'],
  aws_cloudwatch_event_rule: ['name', 'name_prefix', 'event_bus_name'],
  aws_cloudwatch_event_target: ['rule', 'target_id', 'event_bus_name'],
  aws_cloudwatch_log_group: ['name', 'name_prefix', 'log_group_class'],
  aws_cloudwatch_metric_alarm: ['alarm_name'],
  aws_iam_openid_connect_provider: ['url'],
  aws_iam_policy: ['name', 'name_prefix', 'path', 'description'],
  aws_iam_role: ['name', 'name_prefix', 'path'],
  aws_iam_role_policy_attachment: ['*'],
  aws_kms_alias: ['name', 'name_prefix'],
  aws_kms_key: ['customer_master_key_spec', 'key_usage', 'custom_key_store_id', 'multi_region', 'xks_key_id'],
  aws_lambda_function: ['function_name', 'package_type'],
  aws_lambda_function_event_invoke_config: ['function_name', 'qualifier'],
  aws_lambda_permission: ['*'],
  aws_organizations_delegated_administrator: ['*'],
  aws_organizations_organization: [],
  aws_organizations_policy: ['type'],
  aws_organizations_policy_attachment: ['policy_id', 'target_id'],
  aws_s3_bucket: ['bucket', 'bucket_prefix', 'object_lock_enabled'],
  aws_s3_bucket_lifecycle_configuration: ['bucket', 'expected_bucket_owner'],
  aws_s3_bucket_ownership_controls: ['bucket'],
  aws_s3_bucket_policy: ['bucket'],
  aws_s3_bucket_public_access_block: ['bucket'],
  aws_s3_bucket_server_side_encryption_configuration: ['bucket', 'expected_bucket_owner'],
  aws_s3_bucket_versioning: ['bucket', 'expected_bucket_owner'],
  aws_scheduler_schedule: ['name', 'name_prefix', 'group_name'],
  aws_sns_topic: ['name', 'name_prefix', 'fifo_topic'],
  aws_sns_topic_policy: ['arn'],
  aws_sns_topic_subscription: ['topic_arn', 'protocol', 'endpoint'],
  aws_sqs_queue: ['name', 'name_prefix', 'fifo_queue'],
  aws_sqs_queue_policy: ['queue_url'],
  aws_ssm_document: ['name', 'document_type'],
  aws_ssm_maintenance_window: [],
  aws_ssm_maintenance_window_target: ['window_id', 'resource_type', 'name', 'description'],
  aws_ssm_maintenance_window_task: ['window_id', 'task_type'],
};

/** Arguments of Terraform itself, which no provider sees. */
const META: ReadonlySet<string> = new Set(['lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'timeouts']);

/** Whether a change of the argument at this path makes the provider replace the resource. */
export function forcesNew(type: string, [argument = '']: readonly string[]): boolean {
  const known = Object.hasOwn(FORCE_NEW, type) ? FORCE_NEW[type] : undefined;
  if (known === undefined) return false;
  if (argument === 'region') return true;
  // The same resource of another account is another resource.
  if (argument === 'provider') return true;
  return known.includes(argument) || (known.includes('*') && !META.has(argument));
}
