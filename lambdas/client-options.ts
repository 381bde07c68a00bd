/** The options of every AWS SDK client. The SDK itself reads AWS_ENDPOINT_URL. */
export const CLIENT_OPTIONS = {
  // Many servers are pruned in the same minute: with backoff, 8 attempts cover a minute of throttling.
  maxAttempts: 8,
  // A request whose response is lost is retried long before the function times out. In milliseconds.
  requestHandler: {
    connectionTimeout: 5000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
  },
} as const;
