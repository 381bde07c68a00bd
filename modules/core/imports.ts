import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

/** A resource that exists, and the address that it gets. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/**
 * Terraform `import` blocks. cdktf's importFrom would run an installed Terraform for its version at every synth.
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export class Imports extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    readonly imports: readonly Import[],
  ) {
    super(scope, id);
  }

  override toTerraform(): { readonly import: readonly Import[] } {
    return { import: this.imports };
  }
}
