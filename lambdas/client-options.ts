/** What every client of the AWS SDK is made with. AWS_ENDPOINT_URL is the SDK's own. */
export const CLIENT_OPTIONS = {
  // Many servers are pruned in the same minute: with the pauses between them, enough for a minute of throttling.
  maxAttempts: 8,
  // An answer that is lost is asked for again, long before the function's time is up. In milliseconds.
  requestHandler: { connectionTimeout: 5000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;
