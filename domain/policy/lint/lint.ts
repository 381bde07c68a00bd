import type { Finding } from '../../finding';
import { jsonNode, readJson } from '../../json-text';
import { textRefused } from './json';
import type { LintOptions, Policy } from './rule-set';
import { RULE_SETS } from './rule-sets';
import { documentSection } from './document-section';

/**
 * Everything that is wrong with the text of a backup policy: what CreatePolicy rejects (`aws`), and what it accepts but
 * then fails or never runs (`backupctl`). Inheritance can complete a policy, so a missing part is only a warning. Never
 * throws.
 */
export function lintPolicy(text: string, options: LintOptions): Finding[] {
  const read = readJson(text);
  if ('problem' in read) return [textRefused(read.problem)];
  return judge({ text, node: read.node, document: documentSection(read.node) }, options);
}

/** The same for a document that was parsed already. Repeated keys, which only the text shows, are lost. */
export function lintPolicyDocument(document: unknown, options: LintOptions): Finding[] {
  const node = jsonNode(document);
  return judge({ node, document: documentSection(node) }, options);
}

function judge(policy: Policy, options: LintOptions): Finding[] {
  return RULE_SETS.flatMap(({ check }) => check(policy, options));
}
