import type { Change } from '../../domain/terraform/changes/change';
import type { Match } from '../../domain/terraform/changes/rule';
import { plain } from '../../domain/terraform/changes/value';
import type { ReviewFinding } from '../finding';

export function findingOf(change: Change, { rule, path, before, after }: Match): ReviewFinding {
  const replaces = change.replacedFor.includes(path[0] ?? '') && !rule.why.includes('provider');
  const why = [rule.why];
  if (replaces) why.push('The provider replaces the resource for it');
  if (change.movedFrom !== undefined && path.length > 0) why.push(`Its address was ${change.movedFrom}`);
  return {
    rule: rule.name,
    severity: rule.severity,
    environments: [change.environment],
    accounts: change.account === undefined ? [] : [change.account],
    stack: change.stack,
    address: change.address,
    path: path.join('/'),
    before: before === undefined ? null : plain(before),
    after: after === undefined ? null : plain(after),
    why: why.join('. '),
    remedy: rule.remedy,
  };
}
