import type { Statement } from '../iam/statement';

/**
 * The policy of a topic to which AWS Backup, EventBridge and alarms publish (N2).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html
 */
export function topicStatements(accountId: string, topicArn: string): Statement[] {
  const ofAccount = { test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] };
  return [
    administerBy(accountId, topicArn),
    // Documented under "Cross-service confused deputy prevention" in the AWS Backup Developer Guide.
    { ...publishBy('backup.amazonaws.com', 'PublishByBackup', topicArn), condition: [ofAccount] },
    // EventBridge supports no conditions in the policy of a topic.
    publishBy('events.amazonaws.com', 'PublishByEventBridge', topicArn),
    { ...publishBy('cloudwatch.amazonaws.com', 'PublishByAlarms', topicArn), condition: [ofAccount] },
    denyPlainText(topicArn),
  ];
}

function administerBy(accountId: string, topicArn: string): Statement {
  return {
    sid: 'AdministerByAccount',
    actions: [
      'sns:AddPermission',
      'sns:DeleteTopic',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:Publish',
      'sns:RemovePermission',
      'sns:SetTopicAttributes',
      'sns:Subscribe',
    ],
    resources: [topicArn],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${accountId}:root`] }],
  };
}

function publishBy(service: string, sid: string, topicArn: string): Statement {
  return {
    sid,
    actions: ['sns:Publish'],
    resources: [topicArn],
    principals: [{ type: 'Service', identifiers: [service] }],
  };
}

function denyPlainText(topicArn: string): Statement {
  return {
    sid: 'DenyPlainText',
    effect: 'Deny',
    actions: ['sns:Publish'],
    resources: [topicArn],
    principals: [{ type: '*', identifiers: ['*'] }],
    condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
  };
}
