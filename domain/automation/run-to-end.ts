import type { AutomationExecution } from './interpreter';
import type { AutomationRequest } from './request';

/** Runs an execution to its end, where every request can be answered at once. */
export function runToEnd(execution: AutomationExecution, answer: (request: AutomationRequest) => unknown): void {
  const run = execution.run();
  let next = run.next();
  while (next.done !== true) {
    const { value: request } = next;
    let value: unknown;
    try {
      value = answer(request);
    } catch (error) {
      next = run.throw(error);
      continue;
    }
    next = run.next(value);
  }
}
