import { complete, endUnless, step, type Steps } from '../document/flow';
import { refusingStep } from './refusing-step';
import { tagValue } from './tag-steps';

/** How the response of a function begins that threw an error, was stopped or timed out. */
const ERRORS = ['{"errorType"', '{"errorMessage"'];

const refusePruned = refusingStep(
  'refusePruned',
  'older images of {{ InstanceId }} could not be pruned: {{ prune.Payload }}',
);

const decidePruned = endUnless(
  'decidePruned',
  { Or: ERRORS.map((beginning) => ({ Variable: '{{ prune.Payload }}', StartsWith: beginning })) },
  refusePruned,
);

/**
 * Prunes with the function (S5), and fails if the function reports an error: AWS does not document that the step itself
 * fails. The tag rules allow no character in the payload that has a meaning in JSON.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export function pruneSteps(functionName: string): Steps {
  const [name, generations] = [tagValue('Name'), tagValue('EC2BackupGen')];
  const prune = step('prune', {
    action: 'aws:invokeLambdaFunction',
    maxAttempts: 3,
    timeoutSeconds: 600,
    inputs: {
      FunctionName: functionName,
      Payload: `{"ServerName": "${name}", "gen": "${generations}", "instanceId": "{{ InstanceId }}"}`,
    },
  });
  return complete(prune, decidePruned, refusePruned);
}
