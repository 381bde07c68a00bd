import type { CostReportOptions } from '../../domain/cost/cost-report';
import { measuredSizes } from '../../domain/cost/measured';
import { recoveryPointSizes } from '../../operations/recovery-point-sizes';
import { environmentCosts } from '../../environments/rules/costs';
import type { Environment } from '../../environments/schema';
import { assertAccount } from '../aws/assert-account';
import { clientOptions } from '../aws/clients';
import { progressOnStderr } from '../progress';

/** What AWS reports instead of the declared sizes of an environment. */
export async function measure(
  environment: Environment,
  profile: string | undefined,
): Promise<NonNullable<CostReportOptions['measured']>> {
  await assertAccount(environment, { profile, region: environment.region });
  const { BackupClient } = await import('@aws-sdk/client-backup');
  const { progress, done } = progressOnStderr();
  const listed = await Promise.all(
    environment.backup.vaults.map(({ name: vault, region }) =>
      recoveryPointSizes(new BackupClient(clientOptions({ profile, region })), { region, vault }, progress),
    ),
  ).finally(done);
  const account = environmentCosts(environment);
  return { owner: account.owner, sizes: measuredSizes(account, listed.flat()) };
}
