import type { Finding } from '../../finding';
import type { JsonNode } from '../../json-text';
import type { RuleDescription } from './rule';
import type { Section } from './section';

/** A policy that was read. */
export interface Policy {
  /** The text that would be sent; undefined when only the document is known. */
  readonly text?: string;
  readonly node: JsonNode;
  readonly document: Section;
}

export interface LintOptions {
  /** The moment from which to look at schedules. */
  readonly now: Date;
}

/** Rules that belong together, and the function that applies them. */
export interface RuleSet {
  readonly rules: readonly RuleDescription[];
  readonly check: (policy: Policy, options: LintOptions) => Finding[];
}
