import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

import { type Contract, type Outputs, type Read, type Written, consume, publish } from './contract';
import { type StateOwner, stateLocation } from './state-location';
import { AWS_PROVIDER, TERRAFORM_VERSION } from './versions';

/** The account and region that a stack goes to, and as whom. */
export interface DeploymentTarget extends StateOwner {
  readonly accountId: string;
  readonly region: string;
  /** The role that deploys, where it is not the caller's own. */
  readonly deployRoleArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * One concern of one environment: its own state, a provider that refuses any account but the environment's,
 * and contracts as the only way to and from its neighbours (E1, E7).
 */
export abstract class EnvironmentStack extends TerraformStack {
  /** Names of the stacks of the same environment that this one reads. */
  readonly reads = new Set<string>();

  protected constructor(
    scope: Construct,
    readonly stackName: string,
    readonly target: DeploymentTarget,
  ) {
    super(scope, `${target.name}-${stackName}`);
    new S3Backend(this, stateLocation(target, stackName));
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    new AwsProvider(this, 'aws', {
      region: target.region,
      allowedAccountIds: [target.accountId],
      ...(target.deployRoleArn === undefined ? {} : { assumeRole: [{ roleArn: target.deployRoleArn }] }),
      defaultTags: [{ tags: defaultTags(target, stackName) }],
    });
    this.addOverride('terraform.required_providers.aws', AWS_PROVIDER);
  }

  /**
   * The part of an id that tells one region's constructs from another's: nothing in the stack's own region, so that
   * addresses are the same in every environment. The @ is in no name, and Terraform does not see it.
   */
  protected regional(id: string, region: string): string {
    return region === this.target.region ? id : `${id}-@${region}`;
  }

  protected publish<O extends Outputs>(contract: Contract<O>, values: Written<O>): void {
    publish(this, contract, values);
  }

  protected consume<O extends Outputs>(contract: Contract<O>): Read<O> {
    this.reads.add(contract.stack);
    return consume(this, contract, this.target);
  }
}

function defaultTags(target: DeploymentTarget, stackName: string): Record<string, string> {
  return {
    ...target.tags,
    ManagedBy: 'Terraform',
    Environment: target.name,
    Service: target.service,
    Stack: stackName,
  };
}
