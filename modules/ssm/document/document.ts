import { DocumentError } from './document-error';
import { FLOW_RULES, STEP_RULES } from './rules';
import type { DocumentRule } from './rules/document-rule';
import type { Step } from '../../../domain/automation/step';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export interface Parameter {
  readonly type: 'String' | 'StringList' | 'Integer' | 'Boolean' | 'AWS::EC2::Instance::Id';
  readonly description: string;
  readonly default?: string | number | boolean | readonly string[];
  readonly allowedPattern?: string;
}

/** A runbook as it is written down. */
export interface DocumentDefinition {
  readonly description: string;
  /** ARN of the role that every execution assumes, whoever starts it. */
  readonly assumeRole: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly mainSteps: readonly Step[];
  /** `step.output` of what an execution tells when it is over. */
  readonly outputs?: readonly string[];
}

/** A runbook as AWS takes it: `JSON.stringify` gives its content. */
export type AutomationDocument = DocumentDefinition & { readonly schemaVersion: '0.3' };

/**
 * Builds a runbook, and refuses one that AWS would refuse, or that would fail or end otherwise than it reads.
 * @param rules what it is judged by, beside what every runbook has to fulfil
 * @throws {DocumentError} with every problem: of its steps, or, when these are right, of the ways between them
 */
export function automationDocument(
  name: string,
  definition: DocumentDefinition,
  rules: readonly DocumentRule[] = [],
): AutomationDocument {
  const findings = [...STEP_RULES, ...rules].flatMap((rule) => rule(definition));
  if (findings.length > 0) throw new DocumentError(name, findings, { unchecked: true });
  const flowFindings = FLOW_RULES.flatMap((rule) => rule(definition));
  if (flowFindings.length > 0) throw new DocumentError(name, flowFindings, { unchecked: false });
  return { schemaVersion: '0.3', ...definition };
}
