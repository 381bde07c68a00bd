import type { S3BackendConfig } from 'cdktf';

/** Where an environment keeps the state of its stacks. */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
  /**
   * The customer-managed key that encrypts the state.
   * @default - the default encryption of S3
   */
  readonly kmsKeyArn?: string;
  /** The bucket encrypts with its own default key. */
  readonly kmsKey?: 'made-here';
  /** The role that reads and writes the state, if it differs from the caller's. */
  readonly roleArn?: string;
}

/** What determines the location of a stack's state: its service, its environment and that environment's bucket. */
export interface StateOwner {
  readonly service: string;
  readonly name: string;
  readonly state: StateBucket;
}

/**
 * The location of one stack's state (E1). The stack itself and every reader call this, so they cannot disagree.
 */
export function stateLocation(owner: StateOwner, stack: string): S3BackendConfig {
  return stateAt(owner.state, `${owner.service}/${owner.name}/${stack}`);
}

/** The location of a state in a bucket, in a separate folder. */
export function stateAt({ bucket, region, kmsKeyArn, kmsKey, roleArn }: StateBucket, folder: string): S3BackendConfig {
  return {
    bucket,
    region,
    key: `${folder}/terraform.tfstate`,
    // With `encrypt` and no key, Terraform uses S3's key instead of the bucket's default key.
    encrypt: kmsKey === undefined || undefined,
    kmsKeyId: kmsKeyArn,
    assumeRole: roleArn === undefined ? undefined : { roleArn },
  };
}
