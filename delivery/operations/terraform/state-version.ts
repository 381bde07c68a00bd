import type { StateVersion } from '../../domain/bundle';
import type { Initialized, Workplace } from './initialize';

/**
 * The version of a stack's current state; null before the first apply.
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/pull
 */
export async function stateVersion(
  { terraform }: Workplace,
  { folder, log }: Initialized,
): Promise<StateVersion | null> {
  const state = await terraform.output(folder, ['state', 'pull'], log);
  if (state.trim() === '') return null;
  const { lineage, serial } = JSON.parse(state) as StateVersion;
  // Without a state in the bucket, Terraform prints an empty one without a lineage.
  return lineage === '' ? null : { lineage, serial };
}
