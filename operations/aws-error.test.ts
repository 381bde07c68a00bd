import { withAwsErrors, AwsError, isRefusal } from './aws-error';
import { required } from './unreadable-response';

const failing = (name: string, message: string, $metadata = {}) =>
  withAwsErrors('backup:ListBackupJobs', () => Promise.reject(Object.assign(new Error(message), { name, $metadata })));

test('gives what AWS answers', async () => {
  await expect(withAwsErrors('sts:GetCallerIdentity', () => Promise.resolve(7))).resolves.toBe(7);
});

test.each([
  [
    'AccessDeniedException',
    'User: arn:aws:iam::999999999999:user/ann is not authorized to perform: backup:ListBackupJobs on resource: arn:aws:backup:eu-west-1:999999999999:* because no identity-based policy allows the backup:ListBackupJobs action',
    'arn:aws:iam::999999999999:user/ann is not allowed to call backup:ListBackupJobs on arn:aws:backup:eu-west-1:999999999999:* because no identity-based policy allows the backup:ListBackupJobs action.\n→ allow backup:ListBackupJobs on arn:aws:backup:eu-west-1:999999999999:*, and look for a service control policy that denies it',
  ],
  [
    'AccessDenied',
    'User: ann is not authorized to perform: backup:ListBackupJobs on resource: * with an explicit deny in a service control policy',
    'ann is not allowed to call backup:ListBackupJobs on * with an explicit deny in a service control policy.\n→ allow backup:ListBackupJobs on *, and look for a service control policy that denies it',
  ],
  [
    'AccessDeniedException',
    "You don't have permissions to access this resource.",
    `The caller is not allowed to call backup:ListBackupJobs on *. AWS names no resource: "You don't have permissions to access this resource."\n→ allow backup:ListBackupJobs on *, and look for a service control policy that denies it`,
  ],
])('names the missing permission: %s', async (name, message, expected) => {
  await expect(failing(name, message)).rejects.toMatchObject({ name: 'AwsError', message: expected });
});

test('reports throttling that did not end', async () => {
  await expect(failing('ThrottlingException', 'Rate exceeded', { attempts: 6 })).rejects.toMatchObject({
    name: 'AwsError',
    message:
      'backup:ListBackupJobs: AWS still refused it after 6 attempts, because there are too many requests.\n→ wait a minute, and find out what else calls AWS in this account',
  });
});

test.each(['CredentialsProviderError', 'ExpiredTokenException'])('knows %s as missing credentials', async (name) => {
  await expect(failing(name, 'Could not load')).rejects.toMatchObject({ name: 'CredentialsError' });
});

test('reports any other error with its request', async () => {
  await expect(failing('InternalServerError', 'Oops', { requestId: 'r-1' })).rejects.toMatchObject({
    message: 'backup:ListBackupJobs failed: InternalServerError: Oops (request r-1)',
  });
});

test('names a response that is not from AWS, and what to do', async () => {
  const output = { $metadata: {} } as { readonly Plans?: string[]; readonly $metadata: object };
  await expect(
    withAwsErrors('backup:ListBackupPlans', () => Promise.resolve().then(() => required(output, 'Plans'))),
  ).rejects.toMatchObject({
    name: 'AwsError',
    message:
      'backup:ListBackupPlans failed: the response is not from AWS: it has no Plans.\n→ run it again; if it fails again, look for a proxy that answers instead of AWS, and check the AWS Health Dashboard',
  });
  await expect(
    failing('SyntaxError', "Unexpected token '<'\n  Deserialization error: to see", { httpStatusCode: 200 }),
  ).rejects.toThrow(
    "backup:ListBackupJobs failed: the response is not from AWS: Unexpected token '<'.\n→ run it again",
  );
});

test.each([
  ['OperationNotPermitted', 400, true],
  ['InvalidSnapshot.InUse', 400, true],
  ['UnauthorizedOperation', 403, false],
  ['AuthorizationErrorException', 400, false],
  ['AuthFailure', 401, false],
  ['ThrottlingException', 400, false],
  ['RequestLimitExceeded', 503, false],
  ['InternalError', 500, false],
  ['TimeoutError', undefined, false],
])('distinguishes permanent from temporary errors: %s with status %j', (name, httpStatusCode, expected) => {
  const $metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  expect(isRefusal(Object.assign(new Error('x'), { name, $metadata }))).toBe(expected);
});

test('leaves an AwsError unchanged', async () => {
  const error = new AwsError('The document is not there.');
  await expect(withAwsErrors('ssm:StartAutomationExecution', () => Promise.reject(error))).rejects.toBe(error);
});
