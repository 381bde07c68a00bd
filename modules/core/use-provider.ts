import { TerraformDataSource, type TerraformProvider, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Sets the same provider on every resource and data source below a construct. One that is forgotten would be created in the
 * account of the stack's own provider, without an error.
 */
export function useProvider(construct: IConstruct, provider: TerraformProvider): void {
  for (const node of construct.node.findAll()) {
    if (node instanceof TerraformResource || node instanceof TerraformDataSource) node.provider = provider;
  }
}
