import type { Place } from '../core/naming';

/** What an environment, or the organization, keeps in its state bucket, and where. */
export interface StateFolder {
  readonly bucket: string;
  /** All of it lies below this: `anyservice/dev`. */
  readonly folder: string;
  /** The customer-managed key that encrypts it; the bucket's own encryption otherwise. */
  readonly kmsKeyArn?: string | undefined;
}

/** What a neighbour keeps, and by which key it can be read. */
export interface NeighbourFolder extends StateFolder {
  /** Where its bootstrap makes a key: its ARN is not known here, and need not be. */
  readonly keyMadeIn?: Place | undefined;
}

/** The bucket's ARN: its parts are in nobody's account or region, because names of buckets are the world's. */
export function bucketArn({ bucket }: Pick<StateFolder, 'bucket'>): string {
  return `arn:aws:s3:::${bucket}`;
}

/** The ARN of what lies in the folder. */
export function objectArn(at: StateFolder, name: string): string {
  return `${bucketArn(at)}/${at.folder}/${name}`;
}

/** Where bundles of plans lie, which hold secrets in plain text. */
export const BUNDLES = 'bundles/*';

/** Where it is recorded which releases were applied. */
export const RELEASES = 'releases/*';
