import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { CloudwatchEventBusPolicy } from '@cdktf/provider-aws/lib/cloudwatch-event-bus-policy';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { Construct } from 'constructs';

export interface FailureBusProps {
  readonly name: string;
  /** The organization whose accounts may send events. */
  readonly organizationId: string;
}

/**
 * An event bus that accepts events of AWS Backup from every account of an organization (M6). Only AWS itself can send events
 * with a source that begins with `aws.`: no account can pretend a failed backup, except by failing one.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 */
export class FailureBus extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { name, organizationId }: FailureBusProps) {
    super(scope, id);
    const bus = new CloudwatchEventBus(this, 'bus', {
      name,
      description: 'Failed backups, copies and restores of every account',
      tags: { Name: name },
    });
    const policy = new DataAwsIamPolicyDocument(this, 'policy', {
      statement: [
        {
          sid: 'SendByOrganization',
          actions: ['events:PutEvents'],
          resources: [bus.arn],
          principals: [{ type: '*', identifiers: ['*'] }],
          condition: [
            { test: 'StringEquals', variable: 'aws:PrincipalOrgID', values: [organizationId] },
            { test: 'StringEquals', variable: 'events:source', values: ['aws.backup'] },
          ],
        },
      ],
    });
    new CloudwatchEventBusPolicy(this, 'bus-policy', { eventBusName: bus.name, policy: policy.json });
    this.name = bus.name;
  }
}
