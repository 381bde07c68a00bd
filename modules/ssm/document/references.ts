import type { DocumentDefinition } from './definition';
import type { Step } from '../../../domain/automation/step';

/** A `{{ … }}` in a step. */
export interface Reference {
  readonly step: Step;
  /** Where it is, such as `mainSteps/stop/inputs/InstanceIds/0`. */
  readonly path: string;
  /** The text between the braces. */
  readonly text: string;
  /** The step and output that it refers to, unless it refers to a parameter or a variable of AWS. */
  readonly output?: { readonly step: string; readonly name: string };
}

const REFERENCE = /\{\{\s*(?<text>[^{}]*?)\s*\}\}/g;

/** Every reference of every step. */
export function referencesOf({ mainSteps }: Pick<DocumentDefinition, 'mainSteps'>): Reference[] {
  return mainSteps.flatMap((step) =>
    textsOf(step.inputs, `mainSteps/${step.name}/inputs`).flatMap(({ path, text }) =>
      [...text.matchAll(REFERENCE)].map(({ groups }) => reference(step, path, groups?.['text'] ?? '')),
    ),
  );
}

function reference(step: Step, path: string, text: string): Reference {
  const dot = text.indexOf('.');
  if (text.includes(':') || dot === -1) return { step, path, text };
  return { step, path, text, output: { step: text.slice(0, dot), name: text.slice(dot + 1) } };
}

function textsOf(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}/${key}`));
}
