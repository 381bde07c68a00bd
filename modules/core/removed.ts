import { TerraformElement, TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

/**
 * Terraform `removed` blocks: Terraform forgets the resources, and they stay in AWS.
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export class Removed extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    readonly addresses: readonly string[],
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    return { removed: this.addresses.toSorted().map((from) => ({ from, lifecycle: { destroy: false } })) };
  }
}

/** The addresses of all resources below a construct. */
export function addressesIn(construct: IConstruct): string[] {
  return construct.node
    .findAll()
    .flatMap((one) =>
      one instanceof TerraformResource ? [`${one.terraformResourceType}.${one.friendlyUniqueId}`] : [],
    );
}
