import type { Finding } from '../finding';
import { describePosition } from '../json-position';
import { type JsonNode, kindOf, readJson } from '../json-text';
import { repeatedKeys } from '../repeated-keys';

/** The metadata with which AWS Backup restores a resource. Every value is text, and some values are JSON text. */
export type RestoreMetadata = Readonly<Record<string, string>>;

/** Metadata, or every reason why a text is not metadata. */
export type ParsedMetadata = { readonly metadata: RestoreMetadata } | { readonly findings: readonly Finding[] };

/**
 * Reads the output of `get-recovery-point-restore-metadata`, or its `RestoreMetadata` (R1).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetRecoveryPointRestoreMetadata.html
 * @param from the source of the text, for messages
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
  // Every value of metadata is text: a RestoreMetadata that is not text belongs to the response.
  if (inner === undefined || inner.node.kind === 'text') return { node, path };
  return { node: inner.node, path: `${path}/RestoreMetadata` };
}

function notMetadata(path: string, message: string): Finding {
  const remedy = 'pass the output of aws backup get-recovery-point-restore-metadata, or its RestoreMetadata';
  return { rule: 'not-restore-metadata', severity: 'error', source: 'aws', path, message, remedy };
}
