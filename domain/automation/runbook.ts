import type { JsonObject } from '../json-object';

/** A runbook of schema 0.3, as far as an execution reads it: the content of any document, also one that someone else wrote. */
export interface Runbook {
  readonly parameters?: Readonly<Record<string, { readonly default?: unknown; readonly allowedPattern?: string }>>;
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
  readonly inputs: JsonObject;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string; readonly Type?: string }[];
}

/** The step that `onFailure` or `onCancel` goes to; undefined if it names none. */
export function targetOf(reaction: string | undefined): string | undefined {
  return reaction?.startsWith('step:') === true ? reaction.slice('step:'.length) : undefined;
}
