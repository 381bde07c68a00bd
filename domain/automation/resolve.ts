import { StepFailure } from './request';

const WHOLE = /^\{\{\s*(?<name>[^{}]*?)\s*\}\}$/;
const INSIDE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Resolves every `{{ … }}` in inputs. A reference that is the whole text keeps its type; a list inside a list is flattened.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
 * @throws {StepFailure} when a reference has no value: its step failed or never ran
 */
export function resolve(value: unknown, known: (name: string) => unknown): unknown {
  if (typeof value === 'string') return resolveText(value, known);
  if (Array.isArray(value)) {
    return value.flatMap((inner: unknown) => {
      const resolved = resolve(inner, known);
      return typeof inner === 'string' && Array.isArray(resolved) ? (resolved as unknown[]) : [resolved];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner, known)]));
}

function resolveText(text: string, known: (name: string) => unknown): unknown {
  if (!text.includes('{{')) return text;
  const name = WHOLE.exec(text)?.groups?.['name'];
  if (name !== undefined) return valueOf(name, known);
  return text.replaceAll(INSIDE, (_, inner: string) => String(valueOf(inner, known)));
}

function valueOf(name: string, known: (name: string) => unknown): unknown {
  const value = known(name);
  if (value === undefined) throw new StepFailure(`{{ ${name} }} is not there`);
  return value;
}
