import { planProblem } from './plan-shape';

const PLAN = { format_version: '1.2', terraform_version: '1.11.4', planned_values: {} };
const change = { address: 'aws_kms_key.k', type: 'aws_kms_key', change: { actions: ['no-op'] } };

test.each([
  [PLAN],
  [{ ...PLAN, format_version: '1.9' }],
  [{ ...PLAN, resource_changes: [change], output_changes: { a: { actions: ['create'] } } }],
])('D reads a saved plan: %j', (json) => {
  expect(planProblem(json)).toBeUndefined();
});

const STATE = 'it is a state, not a saved plan';
const OTHER = 'it is not a saved plan';
const RESOURCES = 'its resource_changes are not a list of resources with an address, a type and a change';
const OUTPUTS = 'its output_changes are not changes by name';

test.each([
  [{ format_version: '1.0', terraform_version: '1.11.4', values: { root_module: {} } }, STATE],
  [{ version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', resources: [] }, STATE],
  [{ format_version: '1.0', provider_schemas: {} }, OTHER],
  [{ format_version: '1.0', terraform_version: '1.11.4' }, OTHER],
  [{ ...PLAN, format_version: '2.0' }, 'its format version is 2.0, and the review reads 1.x'],
  [{ ...PLAN, format_version: '0.2' }, 'its format version is 0.2, and the review reads 1.x'],
  [{ ...PLAN, format_version: 1 }, OTHER],
  [{ ...PLAN, resource_changes: {} }, RESOURCES],
  [{ ...PLAN, resource_changes: [null] }, RESOURCES],
  [{ ...PLAN, resource_changes: [{ ...change, change: null }] }, RESOURCES],
  [{ ...PLAN, resource_changes: [{ ...change, change: { actions: 'update' } }] }, RESOURCES],
  [{ ...PLAN, resource_changes: [{ ...change, change: { actions: [{ toString: [] }] } }] }, RESOURCES],
  [{ ...PLAN, resource_changes: [{ ...change, address: 1 }] }, RESOURCES],
  [{ ...PLAN, output_changes: [] }, OUTPUTS],
  [{ ...PLAN, output_changes: { a: 1 } }, OUTPUTS],
])('D refuses what is not a saved plan: %j', (json, problem) => {
  expect(planProblem(json)).toBe(problem);
});
