import type { RoleCredentials } from '../../operations/assumed-role';
import { agentsWithTimeout } from './silence';

/** Enough for the seconds in which AWS Organizations throttles. */
const ATTEMPTS = 6;

// The warning is about versions of the SDK that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Credentials, and the region of a client. */
export interface ClientScope {
  readonly profile: string | undefined;
  readonly region: string;
  /** @default - those of the profile */
  readonly credentials?: RoleCredentials | undefined;
}

/** In milliseconds. Without it, a request without a response would never end. A large bundle takes seconds to upload. */
const REQUEST_TIMEOUT = 60_000;

/** The options of every client of the AWS SDK. */
export function clientOptions({ region, profile, credentials }: ClientScope) {
  return {
    region,
    // Without a profile, the SDK reads the environment variables first, as the AWS CLI does.
    profile,
    ...(credentials ? { credentials } : {}),
    // Backs off, and slows down once AWS throttles.
    retryMode: 'adaptive',
    // The SDK reads AWS_MAX_ATTEMPTS.
    ...(process.env['AWS_MAX_ATTEMPTS'] === undefined ? { maxAttempts: ATTEMPTS } : {}),
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
      ...agentsWithTimeout(REQUEST_TIMEOUT),
    },
  };
}
