import type { Judged } from '../backup/plan-check';
import { partitionOfArn, partitionOfRegion } from '../backup/partitions';
import { refusal } from '../finding';
import type { JsonNode } from '../json-text';
import { isOperator, textOf } from './lint/section';

/** A text that belongs to a partition, and its path. */
interface Mention {
  readonly text: string;
  readonly path: string;
  readonly partition: string;
}

/**
 * Regions and ARNs of several partitions in a document, of which an account has only one: reported once.
 * @param path of the node in the document
 */
export function partitionsMixed(node: JsonNode, path: readonly string[] = []): Judged[] {
  const [first, ...others] = mentionsIn(node, path);
  const another = others.find(({ partition }) => partition !== first?.partition);
  if (!first || !another) return [];
  return [
    {
      finding: refusal({
        rule: 'partitions-mixed',
        path: another.path,
        found: another.text,
        message: `"${another.text}" is in partition ${another.partition}, but "${first.text}" is in ${first.partition}`,
        remedy: 'write a policy for each partition',
      }),
      from: [first.path, another.path],
    },
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
  if (/^[a-z]/.test(region) && partitionOfRegion(region) !== inArn) return [];
  return [{ text, path: path.join('/'), partition: inArn }];
}
