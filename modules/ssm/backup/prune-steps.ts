import type { Step } from '../document/step';
import { SCRIPT_RUNTIME } from './script-runtime';

/** How the answer of a function begins that threw, was ended or ran out of time. */
const ERRORS = ['{"errorType"', '{"errorMessage"'];

const TELL_PRUNE_FAILED = `def tell_prune_failed(events, context):
    raise RuntimeError(f'older images of {events["instanceId"]} could not be pruned: {events["answer"]}')
`;

/**
 * Prunes through the function (S5), and fails when the function reports an error: AWS does not say that the step does so by
 * itself. `checkTags` has let no character into the payload that means something in JSON.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export const pruneSteps = (functionName: string): Step[] => [
  {
    name: 'prune',
    action: 'aws:invokeLambdaFunction',
    maxAttempts: 3,
    timeoutSeconds: 600,
    inputs: {
      FunctionName: functionName,
      Payload:
        '{"ServerName": "{{ checkTags.Name }}", "gen": "{{ checkTags.EC2BackupGen }}", "instanceId": "{{ InstanceId }}"}',
    },
    nextStep: 'decidePruned',
  },
  {
    name: 'decidePruned',
    action: 'aws:branch',
    inputs: {
      Choices: [
        {
          Or: ERRORS.map((beginning) => ({ Variable: '{{ prune.Payload }}', StartsWith: beginning })),
          NextStep: 'tellPruneFailed',
        },
      ],
    },
    isEnd: true,
  },
  {
    name: 'tellPruneFailed',
    action: 'aws:executeScript',
    timeoutSeconds: 60,
    inputs: {
      Runtime: SCRIPT_RUNTIME,
      Handler: 'tell_prune_failed',
      Script: TELL_PRUNE_FAILED,
      InputPayload: { instanceId: '{{ InstanceId }}', answer: '{{ prune.Payload }}' },
    },
    isEnd: true,
  },
];
