import { BACKUP_DOCUMENT } from '../domain/ssm-backup/document-name';
import { DEFAULT_NAMES } from '../domain/names';
import { backupDocument, type BackupDocumentProps } from '../modules/ssm/backup-document';
import type { AutomationDefinition } from './operations/automation-run';

/** The document of the SSM backup, as a region of the local AWS keeps it. */
export function backupDefinition(
  region: string,
  checks: Pick<BackupDocumentProps, 'before' | 'after'> = {},
): AutomationDefinition {
  const document = backupDocument({
    // The local AWS checks no permissions here.
    automationRoleArn: `arn:aws:iam::111111111111:role/${DEFAULT_NAMES.automationRole}`,
    pruneFunctionName: DEFAULT_NAMES.pruneFunction,
    ...checks,
  });
  return { name: BACKUP_DOCUMENT, region, document };
}
