import type { StateVersion } from '../../domain/bundle';
import type { Initialized, Workplace } from './initialize';

/**
 * Which state a stack has now; null when it has none yet.
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/pull
 */
export async function stateVersion(
  { terraform }: Workplace,
  { folder, log }: Initialized,
): Promise<StateVersion | null> {
  const state = await terraform.output(folder, ['state', 'pull'], log);
  if (state.trim() === '') return null;
  const { lineage, serial } = JSON.parse(state) as StateVersion;
  // An empty bucket is an empty state to Terraform, without a lineage.
  return lineage === '' ? null : { lineage, serial };
}
