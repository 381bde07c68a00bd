import { Fault, RawResponse, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_';

export interface BucketPoliciesState {
  /** By bucket. */
  readonly bucketPolicies: Map<string, string>;
}

export function emptyBucketPolicies(): BucketPoliciesState {
  return { bucketPolicies: new Map() };
}

/** moto reads a denial without its condition, and then denies every request for an object. */
export const BUCKET_POLICIES: readonly Operation<BucketPoliciesState>[] = [
  {
    action: 's3:PutBucketPolicy',
    page: `${API}PutBucketPolicy.html`,
    route: 'PUT /{Bucket}?policy',
    answer: ({ input: { Bucket, policy: _, ...policy }, state }) => {
      state.bucketPolicies.set(Bucket, JSON.stringify(policy));
      return new RawResponse(204);
    },
  },
  {
    action: 's3:GetBucketPolicy',
    page: `${API}GetBucketPolicy.html`,
    route: 'GET /{Bucket}?policy',
    answer: ({ input, state }) => {
      const policy = state.bucketPolicies.get(input['Bucket']);
      if (policy === undefined) throw new Fault('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
      return new RawResponse(200, policy);
    },
  },
  {
    action: 's3:DeleteBucketPolicy',
    page: `${API}DeleteBucketPolicy.html`,
    route: 'DELETE /{Bucket}?policy',
    answer: ({ input, state }) => {
      state.bucketPolicies.delete(input['Bucket']);
      return new RawResponse(204);
    },
  },
];
