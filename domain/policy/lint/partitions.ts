import { partitionOfArn, partitionOfRegion } from '../../backup/partitions';
import type { Finding } from '../../finding';
import type { JsonNode } from '../../json-text';
import { found, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';
import { isOperator, textOf } from './section';

const partitionsMixed: RuleDescription = {
  name: 'partitions-mixed',
  severity: 'error',
  source: 'backupctl',
  summary: 'regions or ARNs of different partitions, such as `aws` and `aws-us-gov`, in one policy',
  why: 'an account belongs to one partition, and cannot use regions, roles and vaults of another',
  see: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html',
};

/** A text that belongs to a partition, and its path. */
interface Mention {
  readonly text: string;
  readonly path: string;
  readonly partition: string;
}

/** Policies for accounts of several partitions. */
export const partitions: RuleSet = {
  rules: [partitionsMixed],
  check: ({ node }) => judge(mentionsIn(node, [])),
};

function judge([first, ...others]: readonly Mention[]): Finding[] {
  const another = others.find(({ partition }) => partition !== first?.partition);
  if (!first || !another) return [];
  return [
    found(partitionsMixed, {
      path: another.path,
      found: another.text,
      message: `"${another.text}" is in partition ${another.partition}, but "${first.text}" is in ${first.partition}`,
      remedy: 'write a policy for each partition',
    }),
  ];
}

function mentionsIn(node: JsonNode, path: readonly string[]): Mention[] {
  switch (node.kind) {
    case 'object':
      return node.members.flatMap(({ name, node: inner }) => [
        ...mentioned(name, [...path, name]),
        ...mentionsIn(inner, isOperator(name) ? path : [...path, name]),
      ]);
    case 'list':
      return node.elements.flatMap((element) => mentionsIn(element, path));
    default:
      return mentioned(textOf(node) ?? '', path);
  }
}

/** If the region of an ARN belongs to another partition than the ARN itself, another rule reports it. */
function mentioned(text: string, path: readonly string[]): Mention[] {
  const isRegion = path.at(-1)?.toLowerCase() === 'regions' && /^[a-z]+(-[a-z]+)+-\d$/.test(text);
  const [, , , region = ''] = text.split(':');
  const inArn = isRegion ? partitionOfRegion(text) : partitionOfArn(text);
  if (inArn === undefined) return [];
  return [{ text, path: path.join('/'), partition: /^[a-z]/.test(region) ? partitionOfRegion(region) : inArn }];
}
