import type { S3BackendConfig } from 'cdktf';

/** Where an environment keeps the state of its stacks. */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
  /** The customer-managed key that encrypts the state; S3's own otherwise, whichever the bucket uses by itself. */
  readonly kmsKeyArn?: string | undefined;
  /** A key that the bucket uses by itself. */
  readonly kmsKey?: 'made-here' | undefined;
  /** The role that reads and writes the state, where it is not the caller's own. */
  readonly roleArn?: string;
}

/** What decides where a stack's state lies: its service, its environment and that environment's bucket. */
export interface StateOwner {
  readonly service: string;
  readonly name: string;
  readonly state: StateBucket;
}

/**
 * The place of one stack's state (E1). The stack itself and everyone who reads it call this, so they cannot disagree.
 */
export function stateLocation(owner: StateOwner, stack: string): S3BackendConfig {
  return stateAt(owner.state, `${owner.service}/${owner.name}/${stack}`);
}

/** The place of a state in a bucket, below a folder of its own. */
export function stateAt({ bucket, region, kmsKeyArn, kmsKey, roleArn }: StateBucket, folder: string): S3BackendConfig {
  return {
    bucket,
    region,
    key: `${folder}/terraform.tfstate`,
    // To encrypt without naming a key means S3's own to Terraform, over the one of the bucket.
    ...(kmsKey === undefined ? { encrypt: true } : {}),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
    ...(roleArn === undefined ? {} : { assumeRole: { roleArn } }),
  };
}
