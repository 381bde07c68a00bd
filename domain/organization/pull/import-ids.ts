import { isObject } from '../../json-object';
import type { FoundOrganization } from '../found-organization';

/** A resource that exists, and its address in the stack. */
export interface ImportedResource {
  readonly to: string;
  readonly id: string;
}

type Arguments = Readonly<Record<string, unknown>>;

interface Context {
  readonly found: FoundOrganization;
  /** The region of the provider. */
  readonly home: string;
  /** The stack's policies by their reference, `${aws_organizations_policy.….id}`. */
  readonly policyIds: ReadonlyMap<unknown, string | undefined>;
}

/**
 * The import ID of a resource, undefined if AWS does not have it.
 * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs: the section "Import" of each type
 */
const IMPORT_IDS: Readonly<Record<string, (resource: Arguments, context: Context) => string | undefined>> = {
  aws_organizations_policy: ({ name }, { found }) => found.policies?.find((policy) => policy.name === name)?.id,
  aws_organizations_policy_attachment: ({ policy_id, target_id }, { found, policyIds }) => {
    const id = policyIds.get(policy_id);
    const policy = found.policies?.find((one) => one.id === id);
    return policy?.targets?.some((target) => target.id === target_id) ? `${String(target_id)}:${policy.id}` : undefined;
  },
  aws_organizations_delegated_administrator: ({ account_id, service_principal }, { found }) =>
    found.delegatedAdministrators?.some((id) => id === account_id)
      ? `${String(account_id)}/${String(service_principal)}`
      : undefined,
  aws_backup_global_settings: (_resource, { found }) => found.globalSettings && found.managementAccountId,
  aws_backup_region_settings: ({ region }, { found, home }) => {
    if (typeof region !== 'string' || !Object.hasOwn(found.optIn, region)) return undefined;
    return region === home ? region : `${region}@${region}`;
  },
};

/**
 * What Terraform imports into the stack of the organization: its resources that AWS has, with the addresses of the stack.
 * @param resources the resources of the synthesized stack, by type and name
 * @param home the region of its provider
 */
export function organizationImports(resources: unknown, found: FoundOrganization, home: string): ImportedResource[] {
  const all = Object.keys(IMPORT_IDS).flatMap((type) =>
    Object.entries(objectAt(resources, type)).map(([name, resource]) => ({
      type,
      to: `${type}.${name}`,
      resource: isObject(resource) ? resource : {},
    })),
  );
  const policies = all.filter(({ type }) => type === 'aws_organizations_policy');
  const policyIds = new Map(
    policies.map(({ to, resource }) => [
      `\${${to}.id}`,
      found.policies?.find((policy) => policy.name === resource['name'])?.id,
    ]),
  );
  return all.flatMap(({ type, to, resource }) => {
    const id = IMPORT_IDS[type]?.(resource, { found, home, policyIds });
    return id === undefined ? [] : [{ to, id }];
  });
}

function objectAt(value: unknown, key: string): Arguments {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}
