import { BACKUP_DOCUMENT } from '../domain/ssm-backup/document-name';
import { PRUNE_FUNCTION } from '../modules/core/naming';
import { backupDocument, type BackupDocumentProps } from '../modules/ssm/backup-document';
import type { Step } from './operations/automation-course';

type DocumentStep = ReturnType<typeof backupDocument>['mainSteps'][number];
type Definition = { readonly name: string; readonly region: string; readonly steps: readonly Step[] };

const SECONDS: Readonly<Record<string, number>> = {
  'aws:branch': 0,
  'aws:invokeLambdaFunction': 3,
  'aws:waitForAwsResourceProperty': 60,
};

/**
 * The shipped document as the stand-in runs it: the steps of an instance that keeps running, and no failure but that of
 * the pruning. The image is made, and older ones are pruned by the built function; the other steps only take their time.
 */
export function backupDefinition(
  region: string,
  ownSteps: Pick<BackupDocumentProps, 'before' | 'after'> = {},
): Definition {
  const { mainSteps } = backupDocument({
    // Whose role it is does not matter here.
    automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
    pruneFunctionName: PRUNE_FUNCTION,
    ...ownSteps,
  });
  const steps: Step[] = [];
  for (let step = mainSteps[0]; step !== undefined;) {
    const { name, action } = step;
    steps.push({ name, action, seconds: SECONDS[action] ?? 1, ...effectOf(step) });
    const next = nextOf(step);
    step = mainSteps.find((one) => one.name === next);
  }
  return { name: BACKUP_DOCUMENT, region, steps };
}

function effectOf({ action, inputs }: DocumentStep): Pick<Step, 'makesImage' | 'invokes'> {
  if ('Api' in inputs && inputs['Api'] === 'CreateImage') return { makesImage: true };
  if (action !== 'aws:invokeLambdaFunction' || inputs['FunctionName'] !== PRUNE_FUNCTION) return {};
  return { invokes: { lambda: 'prune-images', payload: String(inputs['Payload']) } };
}

/** Of a branch its default, unless that refuses what the instance is like. */
function nextOf(step: DocumentStep): string | undefined {
  if (step.action !== 'aws:branch') return step.nextStep;
  const { Choices, Default } = step.inputs;
  return Default?.startsWith('refuse') === true ? Choices[0]?.NextStep : Default;
}
