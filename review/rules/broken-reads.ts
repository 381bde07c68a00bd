import type { Model } from '../model/stack';
import type { StackFinding } from '../report/findings';
import { brokenReads, type StackJson } from '../state-reads';
import { TERRAFORM_RULES } from './families/terraform-rules';

type App = Readonly<Record<string, unknown>>;

/** What stacks read of each other and do not find, where they found it before. */
export function newBrokenReads(base: App, head: App, model: Model): StackFinding[] {
  const old = new Set(brokenReads(base as Record<string, StackJson>).map(({ message }) => message));
  return brokenReads(head as Record<string, StackJson>)
    .filter(({ message }) => !old.has(message))
    .map(({ path, message, remedy }) => {
      const [reader = '', place = ''] = path.split(': ', 2);
      const stack = model.get(reader);
      const account = stack?.parts.get('provider.aws')?.account;
      const { name: rule, severity, why } = TERRAFORM_RULES.brokenRead;
      return {
        stackName: reader,
        rule,
        severity,
        environments: [stack?.environment ?? reader],
        accounts: account === undefined ? [] : [account],
        stack: stack?.stack ?? reader,
        address: place,
        path: '',
        before: null,
        after: message,
        why,
        remedy,
      };
    });
}
