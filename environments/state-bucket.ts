import type { z } from 'zod';

import { BUCKET } from './rules/formats';
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

const PLACEHOLDERS = /\{(service|name|accountId)\}/g;

/** Replaces the placeholders in the name of a state bucket, and fills in its region. */
export function completeState({ state, region, ...owner }: Owner) {
  const bucket = state.bucket.replaceAll(PLACEHOLDERS, (_, key: keyof typeof owner) => owner[key]);
  return { ...state, bucket, region: state.region ?? region };
}

/** The text to check: the name of the bucket, or its pattern if the mistake is there, which the files can share. */
export function checkedBucket(written: string, name: string): string {
  return BUCKET.pattern.test(written.replaceAll(PLACEHOLDERS, 'aaa')) ? name : written;
}
