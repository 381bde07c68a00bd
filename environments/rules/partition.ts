import { type Finding, refusal } from '../../domain/finding';
import { partitionOfArn, partitionOfRegion, regionsOf } from '../../domain/backup/partitions';
import { textsIn } from '../texts';

/** Texts that are the user's own. */
const FREE_TEXTS = ['tags', 'tag', 'conditions', 'recoveryPointTags', 'description'];

const REGION_SETTING = /(?:^|\.)regions?(?:\.[^.]+)?$/;

/** An ARN or a region of another partition, within a longer text too. */
const REGION_OR_ARN = /arn:aws-[a-z-]+:[^\s"]*|\b[a-z]+(?:-[a-z]+)+-\d\b/g;

/**
 * The stacks, whose ARNs and role trusts are those of the `aws` partition, support no other: reported once per file.
 * @param configuration an environment or the organization
 */
export function partitionNotSupported(configuration: unknown): Finding[] {
  const [first] = textsIn(configuration, FREE_TEXTS)
    .filter(({ path, text }) => text.startsWith('arn:') || REGION_SETTING.test(path))
    .flatMap(({ path, text }) =>
      [otherPartition(text)].flatMap((partition) => (partition === undefined ? [] : [{ path, text, partition }])),
    );
  if (!first) return [];
  const { path, text: found, partition } = first;
  return [
    refusal({
      rule: 'partition-not-supported',
      path,
      found,
      message: `this belongs to the partition ${partition}, but the stacks support only the partition aws`,
      remedy: 'name only regions and ARNs of the partition aws; policy lint and policy effective support the others',
    }),
  ];
}

/** Whether a finding concerns a text that {@link partitionNotSupported} reports once for the whole file. */
export function concernsOtherPartition({ found, message }: Finding): boolean {
  return [...`${found} ${message}`.matchAll(REGION_OR_ARN)].some(([text]) => otherPartition(text) !== undefined);
}

function otherPartition(text: string): string | undefined {
  const region = partitionOfRegion(text);
  const partition = partitionOfArn(text) ?? (regionsOf(region).includes(text) ? region : undefined);
  return partition === 'aws' ? undefined : partition;
}
