import { isNamed } from './sdk-error';
import { UnreadableResponseError } from './unreadable-response';

/** AWS refused a call or failed. The message says what happened and what to do. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /** @param deniedAction the action that the caller is not allowed to call, such as `backup:ListTags` */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly deniedAction?: string,
  ) {
    super(message, options);
  }
}

/** AWS cannot authenticate the caller. The message says what to do. */
class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** The common part of the SDK's errors. */
interface SdkError extends Error {
  /** Only of an error that AWS itself sent. */
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly attempts?: number; readonly requestId?: string; readonly httpStatusCode?: number };
}

const NO_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
]);
const THROTTLED = new Set([
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * Calls AWS, and turns an error into a message that says how to fix it.
 *
 * @param action as IAM names it, such as `backup:ListBackupJobs`
 * @throws {AwsError}
 * @throws {CredentialsError}
 */
export async function withAwsErrors<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof AwsError) throw error;
    throw readableError(action, error);
  }
}

/**
 * Whether AWS refuses a request because of the state of a resource, such as a lock, so that neither a retry nor another
 * permission helps. AWS lists no codes for this: it is every client error that is not about throttling or permissions.
 *
 * @param error of the SDK
 */
export function isRefusal(error: SdkError): boolean {
  const { httpStatusCode = 0 } = error.$metadata ?? {};
  if ([NO_CREDENTIALS, DENIED, THROTTLED].some((names) => names.has(error.name))) return false;
  return httpStatusCode >= 400 && httpStatusCode < 500 && !NOT_ALLOWED_NOW.has(httpStatusCode);
}

/** Whether the caller lacks a permission. Accepts the SDK's error and its `AwsError`. */
export function isDenied(error: unknown): boolean {
  return isNamed(error, [...DENIED]);
}

/** Unauthorized, forbidden, timed out, too many requests. */
const NOT_ALLOWED_NOW = new Set([401, 403, 408, 429]);

function readableError(action: string, error: SdkError): Error {
  const cause = { cause: error };
  const { attempts = 1, requestId } = error.$metadata ?? {};
  if (NO_CREDENTIALS.has(error.name)) {
    return new CredentialsError(
      `AWS credentials are missing or no longer valid: ${error.message}\n→ sign in, or name a profile that has credentials with --profile`,
      cause,
    );
  }
  if (DENIED.has(error.name)) {
    const refused = REFUSAL.exec(error.message)?.groups ?? {};
    return new AwsError(deniedText(action, error.message), cause, refused['action'] ?? action);
  }
  if (THROTTLED.has(error.name)) {
    return new AwsError(
      `${action}: AWS still refused it after ${attempts} attempts, because there are too many requests.\n→ wait a minute, and find out what else calls AWS in this account`,
      cause,
    );
  }
  const unreadable = unreadableText(error);
  if (unreadable !== undefined) {
    return new AwsError(
      `${action} failed: the response is not from AWS: ${unreadable}.\n→ run it again; if it fails again, look for a proxy that answers instead of AWS, and check the AWS Health Dashboard`,
      cause,
    );
  }
  const request = requestId === undefined ? '' : ` (request ${requestId})`;
  return new AwsError(`${action} failed: ${error.name}: ${error.message}${request}`, cause);
}

/** What is wrong with a response that has a success status; undefined for any other error. */
function unreadableText(error: SdkError): string | undefined {
  if (error instanceof UnreadableResponseError) return error.message;
  if (/(?:^|: )aborted$/m.test(error.message)) return 'it is incomplete';
  const { httpStatusCode = 0 } = error.$metadata ?? {};
  if (error.$fault !== undefined || httpStatusCode < 200 || httpStatusCode >= 300) return undefined;
  const [parserText = ''] = error.message.split('\n');
  return parserText.replace(/\.$/, '');
}

const REFUSAL =
  /^User: (?<caller>\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on resource: (?<resource>\S+))?(?: (?<reason>because .+|with an explicit deny.*))?$/;

/**
 * AWS names the caller, action, resource and reason in one sentence. Some services say only that access is denied.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function deniedText(called: string, message: string): string {
  const { caller = 'The caller', action = called, resource, reason } = REFUSAL.exec(message)?.groups ?? {};
  const on = resource ?? '*';
  const because = reason === undefined ? '' : ` ${reason.replace(/\.$/, '')}`;
  const unnamed = resource === undefined ? ` AWS names no resource: "${message}"` : '';
  return `${caller} is not allowed to call ${action} on ${on}${because}.${unnamed}\n→ allow ${action} on ${on}, and look for a service control policy that denies it`;
}
