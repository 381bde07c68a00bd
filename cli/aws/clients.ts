/** Enough for the seconds in which AWS Organizations throttles. */
const ATTEMPTS = 6;

// It is about versions of the SDK which this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** What every client of the AWS SDK is made with. */
export function clientOptions({ region, profile }: { readonly region: string; readonly profile?: string | undefined }) {
  return {
    region,
    // With less than a profile the SDK looks at the environment first, as the AWS CLI does.
    ...(profile === undefined ? {} : { profile }),
    // Backs off, and slows down once AWS throttles.
    retryMode: 'adaptive',
    maxAttempts: ATTEMPTS,
  };
}
