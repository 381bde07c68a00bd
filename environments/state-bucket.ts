import type { z } from 'zod';

import type { stateBucket } from './schema/environment';
import type { region } from './schema/scalars';

/** The environment or the organization that a state bucket belongs to. */
interface Owner {
  readonly service: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: z.output<typeof region>;
  readonly state: z.output<typeof stateBucket>;
}

/** Replaces the placeholders in the name of a state bucket, and fills in its region. */
export function completeState({ state, region, ...owner }: Owner) {
  const bucket = state.bucket.replaceAll(/\{(service|name|accountId)\}/g, (_, key: keyof typeof owner) => owner[key]);
  return { ...state, bucket, region: state.region ?? region };
}
