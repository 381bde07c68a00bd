import { Backup } from '@aws-sdk/client-backup';

import { concurrently } from '../../operations/concurrently';
import { ACCOUNT, REGION } from './adoptable-account';
import type { LocalAws } from './local-aws';

/** As many vaults and plans, each with what people give to them. */
export async function fillLargeAccount({ standIn: { url: endpoint } }: LocalAws, count: number): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const backup = new Backup({ region: REGION, endpoint, credentials });
  const all = Array.from({ length: count }, (_, index) => String(index).padStart(3, '0'));
  await concurrently(all, { limit: 10 }, async (number) => {
    const BackupVaultName = `vault-${number}`;
    await backup.createBackupVault({ BackupVaultName, BackupVaultTags: { team: `team-${number}` } });
    const { BackupPlanId } = await backup.createBackupPlan({
      BackupPlan: {
        BackupPlanName: `plan-${number}`,
        Rules: [
          {
            RuleName: 'Daily',
            TargetBackupVaultName: BackupVaultName,
            ScheduleExpression: 'cron(0 3 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
          },
        ],
      },
    });
    await backup.createBackupSelection({
      BackupPlanId,
      BackupSelection: {
        SelectionName: 'tagged',
        IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/company/CompanyBackup`,
        ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'Backup', ConditionValue: `plan-${number}` }],
      },
    });
  });
}
