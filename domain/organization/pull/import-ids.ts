import { isObject, type JsonObject } from '../../json-object';
import { type ImportedResource, importIdOf } from '../../terraform/import-id';
import type { FoundOrganization } from '../found-organization';

interface Context {
  readonly found: FoundOrganization;
  /** The IDs in AWS of the stack's policies, by their reference in the stack. */
  readonly policyIds: ReadonlyMap<unknown, string | undefined>;
}

/** What identifies a resource in AWS in addition to its arguments, by its type; undefined if AWS does not have the resource. */
const IN_AWS: Readonly<Record<string, (resource: JsonObject, context: Context) => JsonObject | undefined>> = {
  aws_organizations_policy: ({ name }, { found }) => {
    const policy = found.policies?.find((one) => one.name === name);
    return policy && { id: policy.id };
  },
  aws_organizations_policy_attachment: ({ policy_id, target_id }, { found, policyIds }) => {
    const policy = found.policies?.find(({ id }) => id === policyIds.get(policy_id));
    return policy?.targets?.some(({ id }) => id === target_id) ? { policy_id: policy.id } : undefined;
  },
  aws_organizations_delegated_administrator: ({ account_id }, { found }) =>
    found.delegatedAdministrators?.some((id) => id === account_id) ? {} : undefined,
  aws_organizations_resource_policy: (_resource, { found: { resourcePolicy } }) =>
    resourcePolicy ? { id: resourcePolicy.id } : undefined,
  aws_backup_global_settings: (_resource, { found }) => found.globalSettings && {},
  aws_backup_region_settings: ({ region }, { found }) => (Object.hasOwn(found.optIn, String(region)) ? {} : undefined),
};

/**
 * What Terraform imports into the stack of the organization: its resources that AWS has, with the addresses of the stack.
 * @param resources the resources of the synthesized stack, by type and name
 * @param home the region of its provider
 */
export function organizationImports(resources: unknown, found: FoundOrganization, home: string): ImportedResource[] {
  const ofType = (type: string) => Object.entries(objectAt(resources, type));
  const policyIds = new Map(
    ofType('aws_organizations_policy').map(([name, resource]) => [
      `\${aws_organizations_policy.${name}.id}`,
      found.policies?.find((policy) => isObject(resource) && policy.name === resource['name'])?.id,
    ]),
  );
  return Object.entries(IN_AWS).flatMap(([type, inAws]) =>
    ofType(type).flatMap(([name, value]) => {
      const resource = isObject(value) ? value : {};
      const identity = inAws(resource, { found, policyIds });
      const id = identity && importIdOf(type, { ...resource, ...identity }, found.managementAccountId);
      const { region = home } = resource;
      return id === undefined ? [] : [{ to: `${type}.${name}`, id: region === home ? id : `${id}@${String(region)}` }];
    }),
  );
}

/** Whether a pull writes the import of this address. */
export function isPulledAddress(address: string): boolean {
  return Object.hasOwn(IN_AWS, address.slice(0, address.indexOf('.')));
}

function objectAt(value: unknown, key: string): JsonObject {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}
