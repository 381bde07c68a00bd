import type { ReviewFinding } from '../finding';
import type { Model } from '../model/stack';
import { brokenReads, type StackJson } from '../state-reads';
import { TERRAFORM_RULES } from './terraform';

type App = Readonly<Record<string, unknown>>;

/** Outputs that stacks read and no longer find. */
export function newBrokenReads(base: App, head: App, model: Model): ReviewFinding[] {
  const old = new Set(brokenReads(base as Record<string, StackJson>).map(({ message }) => message));
  return brokenReads(head as Record<string, StackJson>)
    .filter(({ message }) => !old.has(message))
    .map(({ path, message, remedy }) => {
      const [reader = '', address = ''] = path.split(': ', 2);
      const stack = model.get(reader);
      const { name: rule, severity, why } = TERRAFORM_RULES.brokenRead;
      return {
        rule,
        severity,
        environments: [stack?.environment ?? reader],
        accounts: [stack?.parts.get('provider.aws')?.account ?? []].flat(),
        stack: stack?.stack ?? reader,
        address,
        path: '',
        before: null,
        after: message,
        why,
        remedy,
      };
    });
}
