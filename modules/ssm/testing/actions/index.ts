import type { Action } from './action';
import { assertAwsResourceProperty, createTags, executeAwsApi, waitForAwsResourceProperty } from './api-actions';
import { changeInstanceState } from './change-instance-state';
import { executeScript, invokeLambdaFunction, runCommand, sleep } from './running-actions';

/** How an action is done, and after how many seconds AWS ends it, unless the step says otherwise, and at the latest. */
interface KnownAction {
  readonly run: Action;
  readonly endsAfter?: number;
  readonly endsAtTheLatest?: number;
}

/** Each figure stands on the page of its action. */
export const ACTIONS: Readonly<Record<string, KnownAction>> = {
  'aws:assertAwsResourceProperty': { run: assertAwsResourceProperty, endsAfter: 3600 },
  'aws:changeInstanceState': { run: changeInstanceState, endsAfter: 3600 },
  'aws:createTags': { run: createTags },
  'aws:executeAwsApi': { run: executeAwsApi, endsAtTheLatest: 25 },
  'aws:executeScript': { run: executeScript, endsAtTheLatest: 600 },
  'aws:invokeLambdaFunction': { run: invokeLambdaFunction, endsAtTheLatest: 300 },
  'aws:runCommand': { run: runCommand, endsAfter: 3600 },
  'aws:sleep': { run: sleep },
  'aws:waitForAwsResourceProperty': { run: waitForAwsResourceProperty, endsAfter: 3600 },
};
