import type { Change } from '../diff/change';
import type { ReviewFinding } from '../finding';
import { plain } from '../model/value';
import type { Hit } from '../rules/rule';

/** A finding of one stack, before those of several environments are told as one. */
export interface StackFinding extends ReviewFinding {
  readonly stackName: string;
}

export function findingOf(change: Change, { rule, path, before, after }: Hit): StackFinding {
  const replaces = change.replacedFor.includes(path[0] ?? '') && !rule.why.includes('provider');
  const why = [
    rule.why,
    ...(replaces ? ['The provider replaces the resource for it'] : []),
    ...(change.movedFrom === undefined || path.length === 0 ? [] : [`Its address was ${change.movedFrom}`]),
  ].join('. ');
  return {
    stackName: change.stackName,
    rule: rule.name,
    severity: rule.severity,
    environments: [change.environment],
    accounts: change.account === undefined ? [] : [change.account],
    stack: change.stack,
    address: change.address,
    path: path.join('/'),
    before: before === undefined ? null : plain(before),
    after: after === undefined ? null : plain(after),
    why,
    remedy: rule.remedy,
  };
}
