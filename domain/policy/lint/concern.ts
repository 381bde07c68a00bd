import type { Finding, Severity } from '../../finding';
import type { JsonNode } from '../json-text';
import type { Section } from './section';

/** A rule as its documentation tells it. */
export interface RuleDescription {
  /** Stable, in kebab case. */
  readonly name: string;
  readonly severity: Severity;
  readonly source: Finding['source'];
  /** What it refuses or warns of: no capital, no full stop. */
  readonly summary: string;
  /** What would happen otherwise: no capital, no full stop. */
  readonly why: string;
  /** Where AWS documents it, or where it was observed. */
  readonly see: string;
}

/** A policy, read. */
export interface Policy {
  /** As it would be sent; undefined when only the document is known. */
  readonly text?: string | undefined;
  readonly node: JsonNode;
  readonly document: Section;
}

/** What a check may look at beside the policy. */
export interface Surroundings {
  /** The moment from which schedules are looked at. */
  readonly now: Date;
}

/** Rules that belong together, and the function that judges by them. */
export interface Concern {
  readonly rules: readonly RuleDescription[];
  readonly check: (policy: Policy, surroundings: Surroundings) => Finding[];
}

/** A finding of a rule: its name, severity and source are said once, where the rule is described. */
export function found(
  { name, severity, source }: RuleDescription,
  rest: Pick<Finding, 'path' | 'found' | 'message' | 'remedy'>,
): Finding {
  return { rule: name, severity, source, ...rest };
}

/** Where AWS describes the keys and values of a backup policy. */
export const SYNTAX_PAGE =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html';

/** Where AWS describes the operators. */
export const OPERATORS_PAGE = 'https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html';

/** What nobody documents, but the Organizations API answers. */
export const OBSERVED = 'observed answers of the Organizations API, 2026-09';
