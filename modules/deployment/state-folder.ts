import type { Place } from '../core/naming';

/** The folder of an environment, or of the organization, in its state bucket. */
export interface StateFolder {
  readonly bucket: string;
  /** Prefix of all its objects: `anyservice/dev`. */
  readonly folder: string;
  /** The customer managed key that encrypts it.
   * @default - the default encryption of the bucket */
  readonly kmsKeyArn?: string;
}

/** The folder of the previous environment, and the key that decrypts it. */
export interface NeighbourFolder extends StateFolder {
  /** The account and region where its bootstrap creates a key, whose ARN is unknown here. */
  readonly keyMadeIn?: Place;
}

/** The ARN of a bucket; it contains no account or region, because bucket names are globally unique. */
export function bucketArn({ bucket }: Pick<StateFolder, 'bucket'>): string {
  return `arn:aws:s3:::${bucket}`;
}

/** The ARN of objects in the folder. */
export function objectArn(at: StateFolder, name: string): string {
  return `${bucketArn(at)}/${at.folder}/${name}`;
}

/** Bundles of plans, which contain secrets in plain text. */
export const BUNDLES = 'bundles/*';

/** Records of applied releases. */
export const RELEASES = 'releases/*';
