import { BACKUP_DOCUMENT } from '../domain/ssm-backup/document-name';
import { backupDocument } from '../modules/ssm/backup-document';
import type { Step } from './operations/automation-course';

const SECONDS: Readonly<Record<string, number>> = {
  'aws:branch': 0,
  'aws:invokeLambdaFunction': 3,
  'aws:waitForAwsResourceProperty': 60,
};

const { mainSteps } = backupDocument({
  automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
  pruneFunctionName: 'lmd-del-backup-gen',
});

/**
 * The shipped document as the stand-in runs it: the steps of an instance that keeps running, and no failure. Nothing but
 * the image is made, and nothing is pruned.
 */
export function backupDefinition(region: string): { name: string; region: string; steps: readonly Step[] } {
  const steps: Step[] = [];
  for (let step = mainSteps[0]; step !== undefined;) {
    const { name, action } = step;
    steps.push({
      name,
      action,
      seconds: SECONDS[action] ?? 1,
      ...('Api' in step.inputs && step.inputs['Api'] === 'CreateImage' ? { makesImage: true } : {}),
    });
    const next = nextOf(step);
    step = mainSteps.find((one) => one.name === next);
  }
  return { name: BACKUP_DOCUMENT, region, steps };
}

/** Of a branch its default, unless that refuses what the instance is like. */
function nextOf(step: (typeof mainSteps)[number]): string | undefined {
  if (step.action !== 'aws:branch') return step.nextStep;
  const { Choices, Default } = step.inputs;
  return Default?.startsWith('refuse') === true ? Choices[0]?.NextStep : Default;
}
