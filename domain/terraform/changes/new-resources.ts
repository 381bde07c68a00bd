import type { Change } from './change';
import { perReview } from './per-review';
import type { Context } from './rule';
import { textAt } from './value';

/** Arguments by which others refer to a resource in a saved plan. */
const NAMES = ['name', 'bucket', 'arn', 'url', 'id'];

const newResources = perReview(
  (changes) =>
    new Set(
      changes
        .filter(({ action }) => action === 'added')
        .flatMap(({ stackName, type, address, after }) => [
          `${stackName} ${type}`,
          `${stackName} ${address}`,
          ...NAMES.map((name) => `${stackName} ${type} ${textAt(after, [name]) ?? ''}`),
        ]),
    ),
);

/** Whether an argument of a change refers to a resource of a type that the same change creates in the stack. */
export function refersToNew(
  { stackName, after }: Change,
  { argument, type }: { readonly argument: string; readonly type: string },
  context: Pick<Context, 'changes'>,
): boolean {
  const text = textAt(after, [argument]) ?? '';
  const address = /^\$\{(aws_\w+\.[\w-]+)\./.exec(text)?.[1];
  const created = newResources(context);
  if (address !== undefined) return created.has(`${stackName} ${address}`);
  // A plan does not know the name or ARN of a resource before it exists.
  return created.has(text === '(known after apply)' ? `${stackName} ${type}` : `${stackName} ${type} ${text}`);
}
