import path from 'node:path';

import { DataAwsOrganizationsOrganization } from '@cdktf/provider-aws/lib/data-aws-organizations-organization';
import type { Construct } from 'constructs';

import { BACKUP_FAILURES } from '../../domain/backup-events/event-pattern';
import { publishedTopic } from '../../domain/notifications/topic-arns';
import type { Organization } from '../../environments/organization/organization';
import { EnvironmentStack } from '../../modules/core/environment-stack';
import { FAILURE_REPORT } from '../../modules/core/functions';
import { iamArn } from '../../modules/core/naming';
import { CustomerManagedPolicy } from '../../modules/iam/customer-managed-policy';
import { failureReportStatements } from '../../modules/iam/failure-report-statements';
import { ServiceRole } from '../../modules/iam/service-role';
import { ErrorAlarm } from '../../modules/lambda/error-alarm';
import { NodeFunction } from '../../modules/lambda/node-function';
import { BATCH_WINDOW_SECONDS, queueConsumer } from '../../modules/lambda/queue-consumer';
import { FailureBus } from '../../modules/notifications/failure-bus';
import { FailureQueue } from '../../modules/notifications/failure-queue';
import { notifiedTopic } from '../../modules/notifications/notified-topic';
import { queueAlarm } from '../../modules/notifications/queue-alarm';
import { recipientsOf } from '../../modules/notifications/recipients';
import { organizationNotificationsContract } from './contract';

type Notifications = NonNullable<Organization['notifications']>;

/** Publishing many messages takes seconds; names of accounts at most half a minute. */
const TIMEOUT_SECONDS = 120;
/** AWS recommends six times the timeout of the function, and the batching window. */
const VISIBILITY_SECONDS = 6 * TIMEOUT_SECONDS + BATCH_WINDOW_SECONDS;
/** By then, the function has failed at least once. */
const TOO_OLD_SECONDS = 3600;
const LOG_DAYS = 90;

/** How failed backups of every account reach the operators: from one event bus to a queue, a function and a topic (M6). */
export class OrganizationNotificationsStack extends EnvironmentStack {
  /** @param lambdas the folder with the zips of the functions */
  constructor(
    scope: Construct,
    private readonly organization: Organization,
    private readonly notifications: Notifications,
    lambdas: string,
  ) {
    const { names, service, region, state, tags, managementAccount } = organization;
    const { id: accountId, deployRoleArn } = managementAccount;
    const target = { name: 'organizations', service, accountId, region, state, tags, deployRoleArn };
    super(scope, organizationNotificationsContract.stack, target);
    const { id: organizationId } = new DataAwsOrganizationsOrganization(this, 'organization');
    const topicArn = this.topic();

    const bus = new FailureBus(this, 'bus', { name: names.failureBus, organizationId });
    const queue = new FailureQueue(this, 'queue', {
      name: names.failureQueue,
      deadLettersName: names.failureDeadLetters,
      busName: bus.name,
      ruleName: names.failureQueueRule,
      pattern: BACKUP_FAILURES,
      visibilitySeconds: VISIBILITY_SECONDS,
    });
    const { folder, description, retries, metricId } = FAILURE_REPORT;
    const { failureFunction: name, failureQueue, failureDeadLetters } = names;
    const report = new NodeFunction(this, 'report', {
      name,
      description,
      zip: path.join(lambdas, `${folder}.zip`),
      roleArn: this.role(organizationId),
      variables: { SNS_TOPIC_ARN: topicArn },
      logRetentionDays: LOG_DAYS,
      retries,
      timeout: TIMEOUT_SECONDS,
      memory: 256,
    });
    queueConsumer(this, 'consumer', { queueArn: queue.arn, functionArn: report.arn, name });

    new ErrorAlarm(this, 'errors', {
      name: names.failureErrorAlarm,
      description: `${name} failed: its logs say why`,
      functions: { [metricId]: name },
      topicArn,
    });
    queueAlarm(this, 'age', {
      name: names.failureAgeAlarm,
      description: `Failed backups have not been reported for an hour: ${name} does not read ${failureQueue}`,
      queueName: failureQueue,
      metric: 'ApproximateAgeOfOldestMessage',
      above: TOO_OLD_SECONDS,
      topicArn,
    });
    queueAlarm(this, 'dead-letters', {
      name: failureDeadLetters,
      description: `Failed backups could not be reported: ${failureDeadLetters} holds their events`,
      queueName: failureDeadLetters,
      metric: 'ApproximateNumberOfMessagesVisible',
      above: 0,
      topicArn,
    });
    this.publish(organizationNotificationsContract, { topicArn });
  }

  private topic(): string {
    const { region, managementAccount } = this.organization;
    return notifiedTopic(this, {
      ...this.notifications,
      accountId: managementAccount.id,
      region,
      recipients: recipientsOf(this, this.notifications.subscriptions),
      publisherRoles: [this.organization.names.failureRole],
      idOf: (part) => part,
    });
  }

  private role(organizationId: string): string {
    const { managementAccount, names, region, baseline } = this.organization;
    const { id: accountId } = managementAccount;
    const { description } = FAILURE_REPORT.role;
    const boundary = baseline.role.permissionsBoundary;
    const policy = new CustomerManagedPolicy(this, 'report-policy', {
      name: names.failurePolicy,
      description,
      statements: failureReportStatements({
        accountId,
        region,
        names,
        organizationId,
        ...publishedTopic({ accountId, notifications: this.notifications }, region),
      }),
    });
    return new ServiceRole(this, 'report-role', {
      name: names.failureRole,
      // Lambda sends no account when it assumes the role of a function.
      service: 'lambda.amazonaws.com',
      permissionsBoundaryArn: boundary === undefined ? undefined : iamArn(accountId, `policy/${boundary}`),
      policies: { own: policy.arn },
    }).arn;
  }
}
