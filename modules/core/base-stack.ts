import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Backend, type S3BackendConfig, TerraformBackend, TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

import { addressesIn, Removed } from './removed';
import { AWS_PROVIDER, TERRAFORM_VERSION } from './versions';

/** The account and region of a stack, and the role that deploys it. */
export interface DeploymentTarget {
  readonly accountId: string;
  readonly region: string;
  /** The role that deploys, if it differs from the caller's. */
  readonly deployRoleArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A stack with its own state and a provider that refuses any account but one (E1, E7). */
export abstract class BaseStack extends TerraformStack {
  /** Names of the stacks of the same environment that this one reads. */
  readonly reads = new Set<string>();
  /** The provider of the stack's own account. */
  protected readonly provider: AwsProvider;

  protected constructor(scope: Construct, id: string, target: DeploymentTarget, backend: S3BackendConfig) {
    super(scope, id);
    new S3Backend(this, backend);
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    this.provider = new AwsProvider(this, 'aws', providerOf(target));
    this.addOverride('terraform.required_providers.aws', AWS_PROVIDER);
  }

  /**
   * cdktf would resolve every stack once more, a quarter of a synth, only to publish what other stacks refer to without a
   * contract. No stack does (docs/adr/0002-contracts.md), and Terraform refuses one that does.
   */
  override prepareStack(): void {}

  /** Leaves every resource in AWS, unmanaged (X7). Providers stay: Terraform finds the resources of its state by them. */
  forget(): void {
    const addresses = addressesIn(this);
    for (const child of this.node.children) {
      const stays = child instanceof TerraformProvider || child instanceof TerraformBackend || child instanceof Removed;
      if (!stays) this.node.tryRemoveChild(child.node.id);
    }
    new Removed(this, ':removed', addresses);
  }
}

/** A provider for one account: it stops before it changes another one. */
export function providerOf({ accountId, region, deployRoleArn, tags }: DeploymentTarget) {
  return {
    region,
    allowedAccountIds: [accountId],
    assumeRole: deployRoleArn === undefined ? undefined : [{ roleArn: deployRoleArn }],
    defaultTags: [{ tags: { ...tags } }],
  };
}
