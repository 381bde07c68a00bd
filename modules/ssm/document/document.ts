import { DocumentError } from './document-error';
import { PATH_RULES, STEP_RULES } from './rules';
import type { DocumentRule } from './rules/document-rule';
import type { AutomationDocument, DocumentDefinition } from './definition';
import { followersOf, type FlowStep, type Steps } from './flow';

/**
 * Builds a runbook from its flow, and refuses one that AWS would refuse or that would fail when it runs.
 * @param rules rules in addition to those for every runbook
 * @throws {DocumentError} with every problem: those of the steps, or, if there are none, those of the paths between them
 * @throws {Error} if the steps are not exactly those that an execution can run
 */
export function automationDocument(
  name: string,
  { steps, ...rest }: Omit<DocumentDefinition, 'mainSteps'> & { readonly steps: Steps },
  rules: readonly DocumentRule[] = [],
): AutomationDocument {
  const [listed, reachable] = [new Set(steps), followersOf(steps[0])];
  const unreachable = steps.filter((step) => !reachable.has(step));
  const missing = [...reachable].filter((step) => !listed.has(step));
  if (unreachable.length > 0) throw new Error(`${name} lists steps that no execution reaches: ${namesOf(unreachable)}`);
  if (missing.length > 0) throw new Error(`${name} goes to steps that it does not list: ${namesOf(missing)}`);
  const definition = { ...rest, mainSteps: steps.map(({ step }) => step) };
  const findings = [...STEP_RULES, ...rules].flatMap((rule) => rule(definition));
  if (findings.length > 0) throw new DocumentError(name, findings, { unchecked: true });
  const pathFindings = PATH_RULES.flatMap((rule) => rule(definition));
  if (pathFindings.length > 0) throw new DocumentError(name, pathFindings, { unchecked: false });
  return { schemaVersion: '0.3', ...definition };
}

function namesOf(steps: readonly FlowStep[]): string {
  return steps.map(({ step }) => step.name).join(', ');
}
