import type { z } from 'zod';

import type { Finding } from '../domain/finding';
import { withoutConsequences } from './consequences';
import { concernsExpression, expressions } from './rules/interpolation';
import { concernsOtherPartition, partitionNotSupported } from './rules/partition';
import { textFindings } from './rules/written-texts';
import { checkedBucket } from './state-bucket';

interface WithState {
  readonly state: { readonly bucket: string };
}

/**
 * What is wrong with the texts of a file, and what its rules have found. What depends on another partition, or on an
 * expression, is not a problem of its own.
 *
 * @param written the contents of the file, as its schema returns them
 * @param value the same with defaults that depend on other values
 */
export function fileFindings(
  schema: z.ZodType,
  written: WithState,
  value: WithState,
  ruled: readonly Finding[],
): Finding[] {
  // What the file says, except that the placeholders of the bucket are replaced.
  const bucket = checkedBucket(written.state.bucket, value.state.bucket);
  const texts = { ...written, state: { ...written.state, bucket } };
  const findings = withoutConsequences([...textFindings(schema, texts), ...ruled]);
  const partition = partitionNotSupported(value);
  return [
    ...partition,
    ...expressions(texts),
    ...findings.filter(
      (finding) => !(partition.length > 0 && concernsOtherPartition(finding)) && !concernsExpression(finding),
    ),
  ];
}
