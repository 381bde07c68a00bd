import type { Finding } from '../finding';
import { describePosition } from '../json-position';
import { type JsonNode, kindOf, readJson } from '../json-text';
import { repeatedKeys } from '../repeated-keys';

/** What AWS Backup restores a resource with. Every value is text, some of it JSON. */
export type RestoreMetadata = Readonly<Record<string, string>>;

/** Metadata, or everything for which it is none. */
export type ParsedMetadata = { readonly metadata: RestoreMetadata } | { readonly findings: readonly Finding[] };

/**
 * Reads what `get-recovery-point-restore-metadata` answers, or the `RestoreMetadata` in it (R1).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetRecoveryPointRestoreMetadata.html
 * @param from where the text stands, for messages
 */
export function readRestoreMetadata(text: string, from: string): ParsedMetadata {
  const read = readJson(text);
  if ('problem' in read) {
    const message = `not JSON: ${read.problem.message}, at ${describePosition(read.problem.position)}`;
    const remedy = 'write the output to a file: a terminal can cut it off';
    return { findings: [{ rule: 'not-json', severity: 'error', source: 'aws', path: from, message, remedy }] };
  }
  const { node, path } = innerMetadata(read.node, from);
  if (node.kind !== 'object') return { findings: [notMetadata(path, `${kindOf(node)}, not an object`)] };
  const findings = [
    ...repeatedKeys(node, { ignoreCase: false })
      .filter((key) => key.path.length === 1)
      .map(({ name }) => notMetadata(`${path}/${name}`, 'this key appears twice')),
    ...node.members
      .filter(({ node: value }) => value.kind !== 'text')
      .map(({ name, node: value }) => notMetadata(`${path}/${name}`, `${kindOf(value)}, not text`)),
  ];
  if (findings.length > 0) return { findings };
  const entries = node.members.map(({ name, node: value }): [string, string] => [
    name,
    value.kind === 'text' ? value.value : '',
  ]);
  return { metadata: Object.fromEntries(entries) };
}

function innerMetadata(node: JsonNode, path: string): { readonly node: JsonNode; readonly path: string } {
  const inner = node.kind === 'object' ? node.members.find(({ name }) => name === 'RestoreMetadata') : undefined;
  // A piece of metadata is text: whatever else is called so is the answer's own part.
  if (inner === undefined || inner.node.kind === 'text') return { node, path };
  return { node: inner.node, path: `${path}/RestoreMetadata` };
}

function notMetadata(path: string, message: string): Finding {
  const remedy = 'give the answer of aws backup get-recovery-point-restore-metadata, or the RestoreMetadata in it';
  return { rule: 'not-restore-metadata', severity: 'error', source: 'aws', path, message, remedy };
}
