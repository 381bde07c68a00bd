import { type IAspect, TerraformDataSource, type TerraformProvider, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Gives every resource and data source below a construct the same provider. One that was forgotten would land in the
 * account of the stack's own provider, without a word.
 */
export class UseProvider implements IAspect {
  constructor(private readonly provider: TerraformProvider) {}

  visit(node: IConstruct): void {
    if (node instanceof TerraformResource || node instanceof TerraformDataSource) node.provider = this.provider;
  }
}
