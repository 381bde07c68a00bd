import { TerraformDataSource, type TerraformProvider, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Gives every resource and data source below a construct the same provider. One that was forgotten would land in the
 * account of the stack's own provider, without a word.
 */
export function useProvider(construct: IConstruct, provider: TerraformProvider): void {
  for (const node of construct.node.findAll()) {
    if (node instanceof TerraformResource || node instanceof TerraformDataSource) node.provider = provider;
  }
}
