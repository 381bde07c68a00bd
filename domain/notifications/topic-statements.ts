import type { Statement } from '../iam/statement';

/** The policy of a topic to which AWS Backup, EventBridge and alarms publish (N2). */
export function topicStatements(accountId: string, topicArn: string): Statement[] {
  return [
    administerBy(accountId, topicArn),
    publishBy('backup.amazonaws.com', 'PublishByBackup', topicArn),
    // EventBridge supports no conditions in the policy of a topic.
    publishBy('events.amazonaws.com', 'PublishByEventBridge', topicArn),
    {
      ...publishBy('cloudwatch.amazonaws.com', 'PublishByAlarms', topicArn),
      condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [accountId] }],
    },
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
