import { servicePrincipalUnknown } from './service-principals';
import { policyTypeUnknown } from './policy-types';

test.each(['backup.amazonaws.com', 'member.org.stacksets.cloudformation.amazonaws.com', 'notifications.amazon.com'])(
  'O1 accepts the service %s',
  (principal) => expect(servicePrincipalUnknown(principal, 'p')).toEqual([]),
);

test.each([
  ['bakcup.amazonaws.com', 'write backup.amazonaws.com'],
  ['backup', 'write backup.amazonaws.com'],
  ['Backup.amazonaws.com', 'write backup.amazonaws.com'],
  ['backup.amazonaws.com.cn', 'write the principal of a service, such as backup.amazonaws.com'],
  ['zzzzzzzzzzzz', 'write the principal of a service, such as backup.amazonaws.com'],
  ['', 'write the principal of a service, such as backup.amazonaws.com'],
  [`${'a'.repeat(128)}.amazonaws.com`, 'write the principal of a service, such as backup.amazonaws.com'],
])('O1 refuses the service %j', (principal, remedy) => {
  expect(servicePrincipalUnknown(principal, 'p')).toEqual([
    expect.objectContaining({
      severity: 'error',
      message: `"${principal}" is not a service with trusted access`,
      remedy,
    }),
  ]);
});

test('O1 warns about a service that may be newer than the list', () => {
  expect(servicePrincipalUnknown('quantum-cellar.amazonaws.com', 'p')).toEqual([
    expect.objectContaining({ severity: 'warning', remedy: 'check it: AWS rejects an unknown service' }),
  ]);
});

test('O1 refuses an unknown policy type, and suggests the nearest', () => {
  expect(policyTypeUnknown('BACKUP_POLICY', 'p')).toEqual([]);
  expect(policyTypeUnknown('BACKUP_POLICIES', 'p')).toEqual([
    expect.objectContaining({
      message: '"BACKUP_POLICIES" is not a policy type',
      remedy: 'write BACKUP_POLICY',
    }),
  ]);
  expect(policyTypeUnknown('', 'p')).toEqual([expect.objectContaining({ severity: 'error' })]);
});
