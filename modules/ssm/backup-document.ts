import type { CheckStep } from '../../domain/ssm-backup/check-step';
import { BACKUP_DOCUMENT } from '../../domain/ssm-backup/document-name';
import { availabilitySteps } from './backup/availability-steps';
import { checkStepActions, checkSteps } from './backup/check-steps';
import { imageSteps } from './backup/image-steps';
import { pruneSteps } from './backup/prune-steps';
import { recoverySteps } from './backup/recovery-steps';
import { tagRefusals, tagSteps } from './backup/tag-steps';
import { complete, sequence } from './document/flow';
import type { AutomationDocument, Parameter } from './document/definition';
import { automationDocument } from './document/document';

export interface BackupDocumentProps {
  /** The role that every execution assumes, whether the window or a user starts it (S7). */
  readonly automationRoleArn: string;
  readonly pruneFunctionName: string;
  /** Custom checks before anything changes: the tags are valid, nothing else has happened (S13). */
  readonly before?: readonly CheckStep[];
  /** Custom checks of the finished image, before older images are pruned (S13). */
  readonly after?: readonly CheckStep[];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/populating-input-parameters.html */
const INSTANCE_ID: Parameter = {
  type: 'AWS::EC2::Instance::Id',
  description: '(Required) The instance to back up',
  allowedPattern: '^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$',
};

/** Documents by what they depend on: to check one takes longer than the rest of a stack. */
const checked = new Map<string, AutomationDocument>();

/**
 * The runbook that images one instance (S7). docs/ssm-backup.md shows its flow.
 * @throws {DocumentError} if a custom step is invalid
 */
export function backupDocument({
  automationRoleArn,
  pruneFunctionName,
  before = [],
  after = [],
}: BackupDocumentProps): AutomationDocument {
  const key = JSON.stringify([pruneFunctionName, before, after]);
  const document = checked.get(key) ?? checkedDocument(pruneFunctionName, before, after);
  checked.set(key, document);
  return { ...document, assumeRole: automationRoleArn };
}

function checkedDocument(
  pruneFunctionName: string,
  before: readonly CheckStep[],
  after: readonly CheckStep[],
): AutomationDocument {
  const steps = complete(
    sequence(tagSteps, checkSteps(before), imageSteps, availabilitySteps, checkSteps(after)),
    ...pruneSteps(pruneFunctionName),
    ...recoverySteps,
    ...tagRefusals,
  );
  return automationDocument(
    BACKUP_DOCUMENT,
    {
      description: 'Images an EC2 instance, stopped for it if its tags say so, and prunes its older images',
      assumeRole: '',
      parameters: { InstanceId: INSTANCE_ID },
      steps,
      outputs: ['createImage.ImageId', 'prune.Payload'],
    },
    [checkStepActions([...before, ...after])],
  );
}
