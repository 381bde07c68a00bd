import { BACKUP_DOCUMENT, backupDocument } from '../modules/ssm/backup-document';
import type { Step } from './operations/automation-course';

const SECONDS: Readonly<Record<string, number>> = {
  'aws:branch': 0,
  'aws:invokeLambdaFunction': 3,
  'aws:waitForAwsResourceProperty': 60,
};

/**
 * The shipped document as the stand-in runs it: the steps of an instance that keeps running, and no failure. Nothing but
 * the image is made, and nothing is pruned.
 */
export function backupDefinition(region: string): { name: string; region: string; steps: readonly Step[] } {
  const { mainSteps } = backupDocument({
    automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
    pruneFunctionName: 'lmd-del-backup-gen',
  });
  const steps: Step[] = [];
  for (let step = mainSteps[0]; step !== undefined;) {
    const { name, action } = step;
    steps.push({
      name,
      action,
      seconds: SECONDS[action] ?? 1,
      ...('Api' in step.inputs && step.inputs['Api'] === 'CreateImage' ? { makesImage: true } : {}),
    });
    const next = step.action === 'aws:branch' ? step.inputs.Default : step.nextStep;
    step = mainSteps.find((one) => one.name === next);
  }
  return { name: BACKUP_DOCUMENT, region, steps };
}
