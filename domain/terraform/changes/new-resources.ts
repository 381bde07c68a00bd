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

/** The types and IDs of what each stack imports, also without the region at the end of an ID. */
const importedResources = perReview(
  (changes) =>
    new Set(
      changes.flatMap(({ stackName, type, address, after }) => {
        const id = type === 'plan' ? textAt(after, ['importing']) : undefined;
        if (id === undefined) return [];
        const [imported = ''] = address.split('.');
        return [id, id.replace(/@[a-z0-9-]+$/, '')].map((one) => `${stackName} ${imported} ${one}`);
      }),
    ),
);

/** Whether an argument of a change refers to a resource of a type that the same plan imports into the stack. */
export function refersToImported(
  change: Change,
  subject: { readonly argument: string; readonly type: string },
  context: Pick<Context, 'changes'>,
): boolean {
  const text = textAt(change.after, [subject.argument]) ?? '';
  const isImported = importedResources(context).has(`${change.stackName} ${subject.type} ${text}`);
  // The same name can be new in another region.
  return isImported && !refersToNew(change, subject, context);
}
