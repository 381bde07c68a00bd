import type { Step } from '../../../domain/automation/step';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export interface Parameter {
  readonly type: 'String' | 'StringList' | 'Integer' | 'Boolean' | 'AWS::EC2::Instance::Id';
  readonly description: string;
  readonly default?: string | number | boolean | readonly string[];
  readonly allowedPattern?: string;
}

/** A runbook without its schema version. */
export interface DocumentDefinition {
  readonly description: string;
  /** The ARN of the role that every execution assumes, for every caller. */
  readonly assumeRole: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly mainSteps: readonly Step[];
  /** The outputs of the execution, as `step.output`. */
  readonly outputs?: readonly string[];
}

/** A runbook as AWS accepts it: `JSON.stringify` returns its content. */
export type AutomationDocument = DocumentDefinition & { readonly schemaVersion: '0.3' };
