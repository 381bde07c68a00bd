import { groupedBy } from '../../domain/grouped-by';
import type { PolicyStatement } from '../../domain/iam/statement';
import type { DeployedNames } from '../../domain/terraform/permission';
import type { PermissionSet, TerraformType } from '../../domain/terraform/terraform-type';
import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { isEverywhere } from './apply-permissions';

/**
 * What a plan reads to refresh states, and an apply to verify them: the settings of every type of these permission sets, and
 * of what the bootstrap creates. Never contents, such as objects, messages or the user data of instances. It reads by name
 * and not by tag: a plan must see a resource whose tags someone has removed.
 */
export function readStatements(sets: readonly PermissionSet[], deployed: DeployedNames): PolicyStatement[] {
  const types = [...TERRAFORM_TYPES.values()].filter(
    ({ permissionSet }) => permissionSet === 'none' || sets.includes(permissionSet),
  );
  return readStatementsOf(types, deployed);
}

/** What a plan of these types reads. */
export function readStatementsOf(types: readonly TerraformType[], deployed: DeployedNames): PolicyStatement[] {
  const reads = types.flatMap(({ actions, ...type }): Read[] => [
    ...actions.read.map((action) => ({ action, resources: arnsOf(type, deployed) })),
    ...(actions.list ?? []).map((action) => ({ action, resources: ['*'] })),
  ]);
  const bySid = groupedBy(
    reads.filter(({ resources }) => resources.length > 0),
    sidOf,
  );
  return sorted([...bySid.keys()]).map((sid) => {
    const group = bySid.get(sid) ?? [];
    return {
      sid,
      actions: sorted(group.map(({ action }) => action)),
      resources: sorted(group.flatMap(({ resources }) => resources)),
    };
  });
}

interface Read {
  readonly action: string;
  readonly resources: readonly string[];
}

function arnsOf({ arn, everyRegion, names }: Omit<TerraformType, 'actions'>, deployed: DeployedNames): string[] {
  const region = isEverywhere(everyRegion, deployed) ? '*' : deployed.region;
  return (names?.(deployed) ?? ['*']).map((name) => arn({ account: deployed.account, region, name }));
}

/** One statement per service: an action does nothing on resources of another type. Those on all resources stay apart. */
function sidOf({ action, resources }: Read): string {
  if (resources.includes('*')) return 'ReadLists';
  const [service = ''] = action.split(':');
  return `Read${service.charAt(0).toUpperCase()}${service.slice(1)}`;
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}
