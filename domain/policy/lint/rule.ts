import type { Finding, Severity } from '../../finding';

/** A rule of the linter as `docs/policy-rules.md` describes it. */
export interface RuleDescription {
  /** Stable, in kebab case. */
  readonly name: string;
  readonly severity: Severity;
  readonly source: Finding['source'];
  /** What it finds: no capital, no full stop. */
  readonly summary: string;
  /** What would happen otherwise: no capital, no full stop. */
  readonly why: string;
  /** Where AWS documents it, or where it was observed. */
  readonly see: string;
}

/** Judges a text that a document has at a path. */
export type Format = (text: string, path: string) => Finding[];

/** A finding of a rule. The description alone defines its name, severity and source. */
export function found(
  { name, severity, source }: RuleDescription,
  rest: Pick<Finding, 'path' | 'found' | 'message' | 'remedy'>,
): Finding {
  return { rule: name, severity, source, ...rest };
}

/** A finding of a rule that environments share, with the severity and the source that the rule has in policies. */
export function asDescribed(finding: Finding, descriptions: readonly RuleDescription[]): Finding {
  const description = descriptions.find(({ name }) => name === finding.rule);
  return description ? { ...finding, severity: description.severity, source: description.source } : finding;
}

/** Where AWS describes the keys and values of a backup policy. */
export const SYNTAX_PAGE =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html';

/** Where AWS describes the operators. */
export const OPERATORS_PAGE = 'https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html';

/** Undocumented behavior of the Organizations API. */
export const OBSERVED = 'observed answers of the Organizations API, 2026-09';
