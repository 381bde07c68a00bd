import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

import type { ImportedResource } from '../../domain/terraform/import-id';

/**
 * Terraform `import` blocks. cdktf's importFrom would run an installed Terraform for its version at every synth.
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export class Imports extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    readonly imports: readonly ImportedResource[],
  ) {
    super(scope, id);
  }

  override toTerraform(): { readonly import: readonly ImportedResource[] } {
    return { import: this.imports };
  }
}
