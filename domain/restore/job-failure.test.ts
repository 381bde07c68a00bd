import { restoreFailureRemedy } from './job-failure';

test.each([
  [
    'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details.',
    'iam.passableInstanceRoles',
  ],
  ['Encoded authorization failure message: abc', 'iam.passableInstanceRoles'],
  ['Address 10.1.10.100 is in use. (Service: AmazonEC2; Error Code: InvalidIPAddress.InUse)', 'choose another address'],
  ["Address 10.9.9.9 does not fall within the subnet's address range", 'choose an address of the subnet'],
  [
    'We currently do not have sufficient t2.micro capacity. InsufficientInstanceCapacity',
    'another Availability Zone with --subnet',
  ],
])('R5 gives a remedy for %s', (message, remedy) => expect(restoreFailureRemedy(message)).toContain(remedy));

test('R5 gives no remedy for an unknown message', () => {
  expect(restoreFailureRemedy('Internal error')).toBeUndefined();
  expect(restoreFailureRemedy('')).toBeUndefined();
});
