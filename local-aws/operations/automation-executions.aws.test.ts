import { SSM } from '@aws-sdk/client-ssm';

import { testAws, type LocalAws } from '../../testing/aws/local-aws';

const Name = 'wait';

let aws: LocalAws;
let ssm: SSM;

const contentWith = (step: string) =>
  JSON.stringify({
    schemaVersion: '0.3',
    mainSteps: [{ name: step, action: 'aws:sleep', inputs: { Duration: 'PT10M' }, isEnd: true }],
  });

const stepsOf = async (input: { readonly DocumentName: string; readonly DocumentVersion?: string }) => {
  const { AutomationExecutionId } = await ssm.startAutomationExecution(input);
  const { AutomationExecution } = await ssm.getAutomationExecution({ AutomationExecutionId });
  return AutomationExecution?.StepExecutions?.map(({ StepName, StepStatus }) => [StepName, StepStatus]);
};

beforeAll(async () => {
  aws = await testAws('111111111111');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  ssm = new SSM({ region: 'ap-northeast-1', endpoint: aws.standIn.url, credentials, maxAttempts: 1 });
  await ssm.createDocument({ Name, DocumentType: 'Automation', Content: contentWith('first') });
});

afterAll(() => aws.stop());

test('starts a document that CreateDocument has stored, in its default version', async () => {
  await expect(stepsOf({ DocumentName: Name })).resolves.toEqual([['first', 'InProgress']]);
  await ssm.updateDocument({ Name, Content: contentWith('second'), DocumentVersion: '$LATEST' });
  await expect(stepsOf({ DocumentName: Name })).resolves.toEqual([['first', 'InProgress']]);
  await expect(stepsOf({ DocumentName: Name, DocumentVersion: '2' })).resolves.toEqual([['second', 'InProgress']]);
  await ssm.updateDocumentDefaultVersion({ Name, DocumentVersion: '2' });
  await expect(stepsOf({ DocumentName: Name })).resolves.toEqual([['second', 'InProgress']]);
});

test('starts only automations that exist', async () => {
  const command = { schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: {} }] };
  await ssm.createDocument({ Name: 'command', DocumentType: 'Command', Content: JSON.stringify(command) });
  for (const DocumentName of ['missing', 'command']) {
    await expect(ssm.startAutomationExecution({ DocumentName })).rejects.toMatchObject({
      name: 'AutomationDefinitionNotFoundException',
      message: `Automation document ${DocumentName} not found`,
    });
  }
});
