/** A runbook of schema 0.3, as it is read from its JSON. */
export interface Runbook {
  readonly parameters?: Record<string, { readonly default?: unknown; readonly allowedPattern?: string }>;
  readonly mainSteps: readonly RunbookStep[];
}

export interface RunbookStep {
  readonly name: string;
  readonly action: string;
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  readonly onFailure?: string;
  readonly onCancel?: string;
  readonly isCritical?: boolean;
  readonly isEnd?: boolean;
  readonly nextStep?: string;
  readonly inputs: Record<string, any>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string; readonly Type?: string }[];
}

/** What ends a step as Failed, with the message that AWS would show. */
export class StepFailure extends Error {}
