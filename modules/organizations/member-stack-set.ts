import { CloudformationStackSet } from '@cdktf/provider-aws/lib/cloudformation-stack-set';
import { Construct } from 'constructs';

export interface MemberStackSetProps {
  readonly name: string;
  readonly description: string;
  /** The template of every account and region. */
  readonly template: string;
  /** Global resources are created in the first one. */
  readonly regionOrder: readonly string[];
}

/**
 * A StackSet for every member account, now and later. Terraform owns only the set: `members deploy` creates its instances
 * (docs/adr/0028-members-by-stack-set.md).
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class MemberStackSet extends Construct {
  constructor(scope: Construct, id: string, { name, description, template, regionOrder }: MemberStackSetProps) {
    super(scope, id);
    new CloudformationStackSet(this, 'stack-set', {
      name,
      description,
      permissionModel: 'SERVICE_MANAGED',
      callAs: 'SELF',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      // Can be chosen only when the set is created: operations that do not conflict run at the same time.
      managedExecution: { active: true },
      // An update reaches every account even if it fails in some: `members status` reports them, with the reasons.
      operationPreferences: {
        failureTolerancePercentage: 100,
        maxConcurrentPercentage: 100,
        regionConcurrencyType: 'SEQUENTIAL',
        regionOrder: [...regionOrder],
      },
      templateBody: literal(template),
      timeouts: { update: '6h' },
      lifecycle: {
        preventDestroy: true,
        // The provider sets it for service-managed sets too, and AWS never returns it.
        ignoreChanges: ['administration_role_arn'],
      },
    });
  }
}

/** Terraform would replace `${AWS::AccountId}`, which CloudFormation replaces. */
function literal(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (marker) => marker + marker);
}
