/** Arguments of which the older provider forces a replacement, or does not, unlike the pinned one: the change between them. */
export const CHANGED_SINCE: Readonly<Record<string, string>> = {
  'aws_iam_openid_connect_provider.client_id_list':
    'version 5 updates it: https://github.com/hashicorp/terraform-provider-aws/pull/37612',
};

/** Removed arguments that have the value of the provider's default, so that the plan shows no change. */
export const DEFAULT_VALUES = [
  'aws_cloudwatch_metric_alarm.threshold',
  'aws_lambda_function.memory_size',
  'aws_organizations_organization.feature_set',
  'aws_s3_bucket.force_destroy',
  'aws_ssm_document.document_format',
  'aws_ssm_maintenance_window.allow_unassociated_targets',
];

/** Changes that the provider refuses, and why no valid one exists. */
export const REFUSED: Readonly<Record<string, string>> = {
  'aws_backup_plan.advanced_backup_setting added to': 'EC2 is the only type with settings',
  'aws_backup_plan.advanced_backup_setting.resource_type changed': 'EC2 is the only type with settings',
  'aws_backup_plan.rule.copy_action.lifecycle.delete_after removed':
    'the older provider crashes for an empty lifecycle',
  'aws_backup_selection.selection_tag.type changed': 'STRINGEQUALS is the only value',
  'aws_cloudwatch_event_rule.event_pattern removed': 'a rule has a pattern or a schedule',
};
