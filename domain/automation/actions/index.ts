import { request, type Action } from './action';
import { assertAwsResourceProperty, createTags, executeAwsApi, waitForAwsResourceProperty } from './api-actions';
import { changeInstanceState } from './change-instance-state';
import { invokeLambdaFunction, runCommand, sleep } from './running-actions';

/** An action, its default timeout in seconds, and the limit that a step cannot raise. */
interface KnownAction {
  readonly run: Action;
  readonly defaultTimeout?: number;
  readonly maximumTimeout?: number;
}

/** Each number is from the page of its action. */
const ACTIONS: Readonly<Record<string, KnownAction>> = {
  'aws:assertAwsResourceProperty': { run: assertAwsResourceProperty, defaultTimeout: 3600 },
  'aws:changeInstanceState': { run: changeInstanceState, defaultTimeout: 3600 },
  'aws:createTags': { run: createTags },
  'aws:executeAwsApi': { run: executeAwsApi, maximumTimeout: 25 },
  'aws:invokeLambdaFunction': { run: invokeLambdaFunction, maximumTimeout: 300 },
  'aws:runCommand': { run: runCommand, defaultTimeout: 3600 },
  'aws:sleep': { run: sleep },
  'aws:waitForAwsResourceProperty': { run: waitForAwsResourceProperty, defaultTimeout: 3600 },
};

/** Finds an action by its name. */
export function actionNamed(action: string): KnownAction {
  return ACTIONS[action] ?? { run: (inputs, { step }) => request({ kind: 'action', step, action, inputs }) };
}
