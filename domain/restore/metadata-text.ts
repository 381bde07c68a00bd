import type { Finding } from '../finding';
import { type JsonNode, readJson } from '../policy/json-text';

/** What AWS Backup restores a resource with. Every value is text, some of it JSON. */
export type RestoreMetadata = Readonly<Record<string, string>>;

/** Metadata, or everything for which it is none. */
export type ReadMetadata = { readonly metadata: RestoreMetadata } | { readonly findings: readonly Finding[] };

/**
 * Reads what `get-recovery-point-restore-metadata` answers, or the `RestoreMetadata` in it (R1).
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetRecoveryPointRestoreMetadata.html
 * @param from where the text stands, for messages
 */
export function readRestoreMetadata(text: string, from: string): ReadMetadata {
  const read = readJson(text);
  if ('problem' in read) {
    const { line, column } = read.problem.position;
    const message = `not JSON: ${read.problem.message}, at line ${line}, column ${column}`;
    const remedy = 'write the answer into a file: what a terminal shows may be cut off';
    return { findings: [{ rule: 'not-json', severity: 'error', source: 'aws', path: from, message, remedy }] };
  }
  const { node, path } = innerMetadata(read.node, from);
  if (node.kind !== 'object') return { findings: [notMetadata(path, `${WORDS[node.kind]}, not an object`)] };
  const findings = node.members.flatMap(({ name, node: value }, position) => {
    if (node.members.findIndex((member) => member.name === name) !== position) {
      return [notMetadata(`${path}/${name}`, 'this key stands here twice')];
    }
    return value.kind === 'text' ? [] : [notMetadata(`${path}/${name}`, `${WORDS[value.kind]}, not text`)];
  });
  if (findings.length > 0) return { findings };
  const entries = node.members.map(({ name, node: value }): [string, string] => [
    name,
    value.kind === 'text' ? value.value : '',
  ]);
  return { metadata: Object.fromEntries(entries) };
}

const WORDS: Readonly<Record<JsonNode['kind'], string>> = {
  object: 'an object',
  list: 'a list',
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

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
