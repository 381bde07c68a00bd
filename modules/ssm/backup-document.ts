import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { availabilitySteps } from './backup/availability-steps';
import { checkStepActions, checkSteps, type CheckStep } from './backup/check-steps';
import { imageSteps } from './backup/image-steps';
import { pruneSteps } from './backup/prune-steps';
import { recoverySteps } from './backup/recovery-steps';
import { tagRefusals, tagSteps } from './backup/tag-steps';
import { automationDocument, type AutomationDocument, type Parameter } from './document/document';

export interface BackupDocumentProps {
  /** The role that every execution assumes, started by the window or by a person (S7). */
  readonly automationRoleArn: string;
  readonly pruneFunctionName: string;
  /** Own checks before anything is touched: the tags are right, nothing else has happened (S13). */
  readonly before?: readonly CheckStep[];
  /** Own checks of the finished image, before older ones are pruned (S13). */
  readonly after?: readonly CheckStep[];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/populating-input-parameters.html */
const INSTANCE_ID: Parameter = {
  type: 'AWS::EC2::Instance::Id',
  description: '(Required) The instance to back up',
  allowedPattern: '^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$',
};

/** By all that its steps are made of: to judge them takes longer than the rest of a stack. */
const judged = new Map<string, AutomationDocument>();

/**
 * The runbook that images one instance (S7; docs/ssm-backup.md shows its flow).
 * @throws {DocumentError} when a step of the environment does not fit
 */
export function backupDocument({ automationRoleArn, ...made }: BackupDocumentProps): AutomationDocument {
  const key = JSON.stringify(made);
  const document = judged.get(key) ?? judgedDocument(made);
  judged.set(key, document);
  return { ...document, assumeRole: automationRoleArn };
}

function judgedDocument({
  pruneFunctionName,
  before = [],
  after = [],
}: Omit<BackupDocumentProps, 'automationRoleArn'>): AutomationDocument {
  const mainSteps = [
    ...tagSteps(before[0]?.name ?? 'readState'),
    ...checkSteps(before, 'readState'),
    ...imageSteps,
    ...availabilitySteps(after[0]?.name ?? 'prune'),
    ...checkSteps(after, 'prune'),
    ...pruneSteps(pruneFunctionName),
    ...recoverySteps,
    ...tagRefusals(),
  ];
  return automationDocument(
    BACKUP_DOCUMENT,
    {
      description: 'Images an EC2 instance, stopped for it if its tags say so, and prunes its older images',
      assumeRole: '',
      parameters: { InstanceId: INSTANCE_ID },
      mainSteps,
      outputs: ['createImage.ImageId', 'prune.Payload'],
    },
    [checkStepActions([...before, ...after])],
  );
}
