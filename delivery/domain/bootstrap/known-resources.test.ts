import { knownResources, unknownTo } from './known-resources';

const state = (...ids: readonly [name: string, id: string][]) => ({
  resources: ids.map(([name, id]) => ({
    mode: 'managed',
    type: 'aws_iam_role',
    name,
    instances: [{ attributes: { id } }],
  })),
});

test('E1 knows what a state has made, and not what it only reads', () => {
  const read = {
    mode: 'data',
    type: 'aws_iam_policy_document',
    name: 'trust',
    instances: [{ attributes: { id: '1' } }],
  };
  const { resources } = state(['plan', 'backupctl-plan']);
  expect([...knownResources({ resources: [...resources, read] })]).toEqual([['aws_iam_role.plan', 'backupctl-plan']]);
  expect([...knownResources({})]).toEqual([]);
});

test('E1 reports what another state does not know, or knows as another resource', () => {
  const local = knownResources(state(['plan', 'a'], ['apply', 'b'], ['other', 'c']));
  expect(unknownTo(knownResources(state(['plan', 'a'], ['apply', 'x'])), local)).toEqual([
    'aws_iam_role.apply',
    'aws_iam_role.other',
  ]);
  expect(unknownTo(local, local)).toEqual([]);
});
