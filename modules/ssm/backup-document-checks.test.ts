import { backupDocument, type BackupDocumentProps } from './backup-document';
import type { CheckStep } from '../../domain/ssm-backup/check-step';
import { DocumentError } from './document/document-error';
import { INSTANCE, runBackup, type Scenario } from '../../testing/ssm-document/backup-run';

const build = (more: Partial<BackupDocumentProps>) =>
  backupDocument({
    automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
    pruneFunctionName: 'lmd-del-backup-gen',
    ...more,
  });

const run = (more: Partial<BackupDocumentProps>, scenario: Scenario = {}) => runBackup(build(more), scenario);

const command = (name: string): CheckStep => ({
  name,
  action: 'aws:runCommand',
  timeoutSeconds: 300,
  inputs: { DocumentName: 'AWS-RunShellScript', InstanceIds: ['{{ InstanceId }}'], Parameters: { commands: ['true'] } },
});

/** A check of the image that fails. */
const assertImage = (name: string): CheckStep => ({
  name,
  action: 'aws:assertAwsResourceProperty',
  inputs: {
    Service: 'ec2',
    Api: 'DescribeImages',
    ImageIds: ['{{ createImage.ImageId }}'],
    PropertySelector: '$.Images[0].State',
    DesiredValues: ['never'],
  },
});

test('S13 custom steps run in their order, before anything changes and after the image is complete', () => {
  const { ran, status } = run({ before: [command('askQueue'), command('flush')], after: [command('resume')] });
  expect(status).toBe('Success');
  expect(ran.slice(5, 10)).toEqual(['decideTagBackupEC2StopStart', 'askQueue', 'flush', 'readState', 'decideStop']);
  expect(ran.slice(-4)).toEqual(['decideImage', 'resume', 'prune', 'decidePruned']);
});

test('S13 a step in before that fails ends the execution: nothing changes, a notification is sent', () => {
  const outcome = run({ before: [command('askQueue')] }, { faults: { SendCommand: 'InvalidInstanceId' } });
  expect(outcome).toMatchObject({ state: 'running', status: 'Failed', notified: true });
  expect(outcome.ec2.calls).toEqual(['DescribeTags', 'DescribeTags', 'DescribeTags', 'SendCommand']);
});

test('S13 a step in after that fails ends the execution: the instance runs, nothing is pruned, a notification is sent', () => {
  const outcome = run({ after: [assertImage('compareImage')] });
  expect(outcome).toMatchObject({ state: 'running', status: 'Failed', notified: true, pruned: [] });
  expect(outcome.ran.at(-1)).toBe('compareImage');
});

test('S13 an instance that a step before has stopped is not started', () => {
  const outcome = run(
    {
      before: [
        {
          name: 'stopApart',
          action: 'aws:executeAwsApi',
          inputs: { Service: 'ec2', Api: 'StopInstances', InstanceIds: ['{{ InstanceId }}'] },
        },
      ],
    },
    { stopTakes: 0 },
  );
  expect(outcome).toMatchObject({ state: 'stopped', status: 'Success' });
});

test('S13 reports every problem of custom steps at once', () => {
  const before: CheckStep[] = [
    { ...command('stop'), timeoutSeconds: 0 },
    { name: 'decide', action: 'aws:branch', inputs: { Choices: [], Default: 'prune' } },
    {
      name: 'misspelled',
      action: 'aws:runCommand',
      inputs: { Parameters: { commands: ['echo {{ InstanceID }} {{ readTagName.Valeu }}'] } },
    },
  ];
  const refusal = refusalOf(() => build({ before }));
  expect(refusal.findings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'mainSteps/stop: more than one step is named stop',
    'mainSteps/stop/timeoutSeconds: a step of aws:runCommand accepts whole seconds from 1 to 2592000',
    'mainSteps/misspelled/inputs/Parameters/commands/0: there is no parameter InstanceID. Did you mean InstanceId?',
    'mainSteps/misspelled/inputs/Parameters/commands/0: step readTagName has no output Valeu. Did you mean Value?',
    'mainSteps/decide/action: a custom step cannot use aws:branch',
  ]);
});

test('S13 a step before cannot refer to the image', () => {
  expect(() => build({ before: [assertImage('compareImage')] })).toThrow(
    'Output createImage.ImageId does not exist on the path readTagName → decideTagName → readTagEC2BackupGen → decideTagEC2BackupGen → readTagBackupEC2StopStart → decideTagBackupEC2StopStart → compareImage.',
  );
});

test('S13 a custom step cannot change the state of the instance', () => {
  const before = [
    { name: 'end', action: 'aws:changeInstanceState', inputs: { InstanceIds: [INSTANCE], DesiredState: 'terminated' } },
  ];
  expect(() => build({ before })).toThrow('A custom step cannot use aws:changeInstanceState.');
});

test('S13 without custom steps the document has none', () => {
  expect(build({})).toEqual(build({ before: [], after: [] }));
});

function refusalOf(doing: () => unknown): DocumentError {
  try {
    doing();
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
