import type { Finding } from '../../finding';
import { jsonNode, readJson } from '../json-text';
import type { Policy, Surroundings } from './concern';
import { CONCERNS } from './concerns';
import { refuseText } from './json';
import { documentSection } from './section';

/**
 * Everything that is wrong with the text of a backup policy: what CreatePolicy refuses (`aws`), and what it takes and
 * then fails or never runs (`backupctl`). A policy may be a part that inheritance completes: what is only missing is a
 * warning. Never throws.
 */
export function lintPolicy(text: string, surroundings: Surroundings): Finding[] {
  const read = readJson(text);
  if ('problem' in read) return [refuseText(read.problem)];
  return judge({ text, node: read.node, document: documentSection(read.node) }, surroundings);
}

/** The same for a document that was parsed already. What only its text shows, keys that are there twice, is lost. */
export function lintPolicyDocument(document: unknown, surroundings: Surroundings): Finding[] {
  const node = jsonNode(document);
  return judge({ node, document: documentSection(node) }, surroundings);
}

function judge(policy: Policy, surroundings: Surroundings): Finding[] {
  return CONCERNS.flatMap(({ check }) => check(policy, surroundings));
}
