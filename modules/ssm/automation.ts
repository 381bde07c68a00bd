import { SsmDocument } from '@cdktf/provider-aws/lib/ssm-document';
import { Construct } from 'constructs';

import { stableJson } from '../../domain/stable-json';
import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { backupDocument, type BackupDocumentProps } from './backup-document';

/** The document of the automation that backs up one instance (S7). */
export class Automation extends Construct {
  readonly documentName: string;

  /** @throws {DocumentError} if a custom step is invalid */
  constructor(scope: Construct, id: string, props: BackupDocumentProps) {
    super(scope, id);
    this.documentName = new SsmDocument(this, 'document', {
      name: BACKUP_DOCUMENT,
      documentType: 'Automation',
      documentFormat: 'JSON',
      content: stableJson(backupDocument(props)),
      tags: { Name: BACKUP_DOCUMENT },
    }).name;
  }
}
