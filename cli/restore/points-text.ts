import type { RecoveryPoint } from '../../operations/recovery-points';
import { table } from '../table';

interface Searched {
  readonly vaults: readonly { readonly name: string; readonly region: string }[];
  readonly resource: string | undefined;
}

/** One row for each recovery point. Those that cannot be restored are marked. */
export function pointsText(points: readonly RecoveryPoint[], { vaults, resource }: Searched): string {
  const places = vaults.map(({ name, region }) => `${name} (${region})`).join(', ');
  const of = resource === undefined ? '' : ` of ${resource}`;
  if (points.length === 0) return `No recovery point${of} in ${places}.`;
  const rows = points.map((point) => [
    point.createdAt,
    point.expiresAt ?? 'never',
    point.resource,
    point.vault,
    point.region,
    [point.isRestorable ? point.status : `! ${point.status}`, point.message.replaceAll(/\s+/g, ' ')].join(' ').trim(),
    point.arn,
  ]);
  const unrestorable = points.filter(({ isRestorable }) => !isRestorable).length;
  const marked = unrestorable === 0 ? '' : `; ${unrestorable} cannot be restored (!)`;
  const head = ['CREATED', 'EXPIRES', 'RESOURCE', 'VAULT', 'REGION', 'STATUS', 'RECOVERY POINT'];
  return `${table(head, rows)}\n\n${points.length} recovery points${of} in ${places}${marked}`;
}
