import type { Step } from '../../../domain/automation/step';
import { refusingStep } from './refusing-step';
import { tagValue } from './tag-steps';

/** How the answer of a function begins that threw, was ended or ran out of time. */
const ERRORS = ['{"errorType"', '{"errorMessage"'];

/**
 * Prunes through the function (S5), and fails when the function reports an error: AWS does not say that the step does so by
 * itself. The tags have let no character into the payload that means something in JSON.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export function pruneSteps(functionName: string): Step[] {
  const [name, generations] = [tagValue('Name'), tagValue('EC2BackupGen')];
  return [
    {
      name: 'prune',
      action: 'aws:invokeLambdaFunction',
      maxAttempts: 3,
      timeoutSeconds: 600,
      inputs: {
        FunctionName: functionName,
        Payload: `{"ServerName": "${name}", "gen": "${generations}", "instanceId": "{{ InstanceId }}"}`,
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
            NextStep: 'refusePruned',
          },
        ],
      },
      isEnd: true,
    },
    refusingStep('refusePruned', 'older images of {{ InstanceId }} could not be pruned: {{ prune.Payload }}'),
  ];
}
