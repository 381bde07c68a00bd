import type { App } from 'cdktf';

import { type Finding, refusal } from '../domain/finding';
import { nearest } from '../domain/nearest';
import { BaseStack } from '../modules/core/base-stack';
import { EnvironmentStack } from '../modules/core/environment-stack';
import { ORGANIZATIONS } from './target-findings';

/** The stacks of an environment by their names; those of the organization by their whole names. */
export function stacksOf(app: App, target: string): Map<string, BaseStack> {
  const stacks = app.node.children.filter((one): one is BaseStack => one instanceof BaseStack);
  return new Map(
    stacks.flatMap((stack): [string, BaseStack][] => {
      const owner = stack instanceof EnvironmentStack ? stack.target.name : ORGANIZATIONS;
      if (owner !== target) return [];
      return [[stack instanceof EnvironmentStack && target !== ORGANIZATIONS ? stack.stackName : stack.node.id, stack]];
    }),
  );
}

/**
 * A name of a stack in a file that no stack has.
 * @param stacks the names that there are
 */
export function unknownStack(
  place: { readonly path: string; readonly found: string },
  stacks: readonly string[],
): Finding {
  const meant = nearest(place.found, stacks);
  return refusal({
    rule: 'stack-unknown',
    path: place.path,
    message: `there is no stack "${place.found}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`,
    remedy: `write one of ${stacks.join(', ')}`,
  });
}
