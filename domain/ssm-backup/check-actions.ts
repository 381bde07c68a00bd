/**
 * The actions of custom steps (S13). They change neither the path of the execution nor the state of the instance.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export const CHECK_ACTIONS: readonly string[] = [
  'aws:approve',
  'aws:assertAwsResourceProperty',
  'aws:createTags',
  'aws:executeAutomation',
  'aws:executeAwsApi',
  'aws:executeScript',
  'aws:executeStateMachine',
  'aws:invokeLambdaFunction',
  'aws:pause',
  'aws:runCommand',
  'aws:sleep',
  'aws:waitForAwsResourceProperty',
];
