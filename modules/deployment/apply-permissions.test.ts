import { DEFAULT_NAMES } from '../../domain/names';
import { LONGEST_POLICY, policyLength } from '../iam/policy-length';
import { applyPolicies } from './apply-permissions';
import { environmentNames } from './deployed-names';

const names = (attachedPolicies: string[]) =>
  environmentNames({
    account: '111111111111',
    region: 'ap-northeast-1',
    names: DEFAULT_NAMES,
    topicName: 'topic',
    tags: { Service: ['s'] },
    permissionsBoundary: undefined,
    existingRoles: [],
    existingTopics: [],
    attachedPolicies,
  });

test('E1 splits permissions that are too long for one policy, and keeps their order', () => {
  const attached = Array.from(
    { length: 30 },
    (_, index) => `arn:aws:iam::111111111111:policy/${'x'.repeat(60)}${index}`,
  );
  const split = applyPolicies({ identity: ['identity'] }, names(attached));
  expect(Object.keys(split)).toEqual(['identity', 'identity-2']);
  expect(Object.values(split).every((statements) => policyLength(statements) <= LONGEST_POLICY)).toBe(true);
  const whole = applyPolicies({ identity: ['identity'] }, names([]));
  expect(Object.values(split).flatMap((statements) => statements.map(({ sid }) => sid))).toEqual(
    whole['identity']?.map(({ sid }) => sid),
  );
});

test('E1 types that nothing in the stacks is named after get no permission', () => {
  const none = { ...names([]), policies: [], attachablePolicies: [] };
  const statements = applyPolicies({ identity: ['identity'] }, none)['identity'] ?? [];
  expect(statements.flatMap(({ actions }) => actions)).not.toContain('iam:CreatePolicy');
});
