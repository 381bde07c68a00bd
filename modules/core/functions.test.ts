import { existsSync, readdirSync } from 'node:fs';

import { DEFAULT_NAMES } from '../../domain/names';
import { byFunction, byRoleOutput, constructId, FAILURE_REPORT, FUNCTION_FOLDERS, namedFunctions } from './functions';

test('S5 S6 every folder with a handler has one record, and every record its handler', () => {
  const folders = readdirSync('lambdas').filter((name) => existsSync(`lambdas/${name}/handler.ts`));
  expect(FUNCTION_FOLDERS.toSorted()).toEqual(folders.toSorted());
});

const { failureFunction, failureRole, failurePolicy } = DEFAULT_NAMES;
const FAILURE_ROLE = { name: failureRole, policyName: failurePolicy };
const ALL = [...namedFunctions(DEFAULT_NAMES), { ...FAILURE_REPORT, name: failureFunction, role: FAILURE_ROLE }];

test('S5 S6 functions differ in everything that names them in AWS', () => {
  for (const named of [
    ALL.map(({ name }) => name),
    ALL.map(({ role }) => role.name),
    ALL.map(({ role }) => role.policyName),
    ALL.map(({ metricId }) => metricId),
  ])
    expect(new Set(named).size).toBe(ALL.length);
});

test('S3 S4 names constructs and role outputs by the function', () => {
  expect(byFunction(constructId)).toEqual({ prune: 'prune', agentCheck: 'agent-check' });
  expect(byRoleOutput(byFunction((id) => id))).toEqual({ pruneRoleArn: 'prune', agentCheckRoleArn: 'agentCheck' });
});
