import { existsSync, readdirSync } from 'node:fs';

import { byFunction, byRoleOutput, constructId, FUNCTION_RECORDS } from './functions';

test('S5 S6 every folder with a handler has one record, and every record its handler', () => {
  const folders = readdirSync('lambdas').filter((name) => existsSync(`lambdas/${name}/handler.ts`));
  expect(FUNCTION_RECORDS.map(({ folder }) => folder).toSorted()).toEqual(folders.toSorted());
});

test('S5 S6 functions differ in everything that names them in AWS', () => {
  for (const named of [
    FUNCTION_RECORDS.map(({ name }) => name),
    FUNCTION_RECORDS.map(({ role }) => role.name),
    FUNCTION_RECORDS.map(({ role }) => role.policyName),
    FUNCTION_RECORDS.map(({ metricId }) => metricId),
  ])
    expect(new Set(named).size).toBe(FUNCTION_RECORDS.length);
});

test('S3 S4 names constructs and role outputs by the function', () => {
  expect(byFunction(constructId)).toEqual({ prune: 'prune', agentCheck: 'agent-check' });
  expect(byRoleOutput(byFunction((id) => id))).toEqual({ pruneRoleArn: 'prune', agentCheckRoleArn: 'agentCheck' });
});
