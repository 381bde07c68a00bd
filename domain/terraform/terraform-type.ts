import type { ChangeRules, Rule } from './changes/rule';
import type { DeployedNames, Permission } from './permission';

/** One resource, or with `*` as name or region any of them. */
export interface ResourceName {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/**
 * The API calls of the provider for a type. Actions on other resources, such as `iam:PassRole`, are in `permissions`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface Actions {
  readonly create: readonly string[];
  /** What a refresh reads, and the verification that follows an apply (N9, O7). */
  readonly read: readonly string[];
  /** Reads that AWS does not limit to the resource.
   * @default - none */
  readonly list?: readonly string[];
  readonly update: readonly string[];
  readonly destroy: readonly string[];
}

/** Types that the same apply roles may deploy. */
export type PermissionSet =
  | 'vaults'
  | 'plans'
  | 'identity'
  | 'services'
  | 'systems-manager'
  | 'organization'
  | 'events';

/** Everything that the project knows about a type: how it is deployed, and what changes to it mean. */
export interface TerraformType extends ChangeRules {
  readonly type: string;
  /** The ARN its actions apply to; `*` if they support no resource-level permissions. */
  readonly arn: (resource: ResourceName) => string;
  readonly actions: Actions;
  /**
   * Arguments whose change forces a replacement; `*` means all. `region` and `provider` always do.
   * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs: "Forces new resource"
   */
  readonly replacedBy: readonly string[];
  /** Which apply roles may deploy the type. `none`: only an administrator does, with `bootstrap`. */
  readonly permissionSet: PermissionSet | 'none';
  /**
   * What `terraform import` identifies a resource by: arguments in braces, and `{arn}`, `{account}`, `{region}`, or `{id}` for
   * what AWS generates.
   * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs: "Import"
   */
  readonly importId: string;
  /** The names that stacks give to resources of the type.
   * @default - any */
  readonly names?: (deployed: DeployedNames) => readonly string[];
  /** Stacks create it in the regions of vaults too; a function, if only some of them do.
   * @default - only in the environment's region */
  readonly everyRegion?: boolean | ((deployed: DeployedNames) => boolean);
  /**
   * What the apply role needs, if actions need conditions or apply to other resources too.
   * @param own the create, update and destroy actions on the ARNs of the names
   * @default - own
   */
  readonly permissions?: (deployed: DeployedNames, own: Permission) => readonly Permission[];
  /**
   * Actions that neither a name nor a tag limits to resources of these stacks, each with the reason.
   * @default - none
   */
  readonly unscoped?: Readonly<Record<string, string>>;
}

export function terraformType(type: string, facts: Omit<TerraformType, 'type'>): TerraformType {
  return { type, ...facts };
}

/** Types that belong together, with the rules for their changes: a section of `docs/review-rules.md`. */
export interface Concern {
  readonly title: string;
  readonly rules: readonly Rule[];
  readonly types: readonly TerraformType[];
}
