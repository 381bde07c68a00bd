import type { Running } from '../../local-aws/moto';
import { variablesFor } from '../../local-aws/variables';
import type { Variables } from './programs';

/** S3 as the backend of Terraform: buckets, states and the locks beside them. */
export interface StateStore {
  /** What makes a Terraform, whose backend is configured as it is shipped, keep its states here. */
  readonly variables: Variables;
  readonly makeBucket: (bucket: string, region: string) => Promise<void>;
  /** The keys in a bucket, states and locks. */
  readonly keys: (bucket: string) => Promise<string[]>;
  readonly state: (bucket: string, key: string) => Promise<State>;
  readonly stop: () => Promise<void>;
}

/** A state of Terraform, as far as tests look into it. */
export interface State {
  readonly serial: number;
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources: readonly {
    readonly mode: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: { readonly output?: { readonly value: unknown } } }[];
  }[];
}

/** moto returns a state only to signed requests, and accepts every signature. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

/**
 * Starts moto for the states of Terraform. The backend honours `AWS_ENDPOINT_URL`, and asks an address of digits for
 * buckets by path: so nothing of what is shipped has to be changed.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function startStateStore(accountId: string): Promise<StateStore> {
  const moto: Running = await globalThis.takeMoto(accountId);
  const ask = async (path: string, request: RequestInit = {}): Promise<string> => {
    const answer = await fetch(new URL(path, moto.url), { ...request, headers: SIGNED });
    if (!answer.ok) throw new Error(`moto answers ${answer.status} to ${path}: ${await answer.text()}`);
    return answer.text();
  };
  return {
    variables: variablesFor(moto.url),
    makeBucket: async (bucket, region) => {
      const place = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
      await ask(`/${bucket}`, { method: 'PUT', body: place });
    },
    keys: async (bucket) =>
      [...(await ask(`/${bucket}?list-type=2`)).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key),
    state: async (bucket, key) => JSON.parse(await ask(`/${bucket}/${key}`)) as State,
    stop: moto.stop,
  };
}
