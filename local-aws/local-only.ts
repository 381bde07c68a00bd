import { UsageError } from '../cli/exit-code';

/**
 * The address of the local AWS that the environment variables name. Nothing here ever works on AWS itself.
 * @throws {UsageError} when they do not name one
 */
export function localAwsUrl(): string {
  const { AWS_ENDPOINT_URL: endpoint = '' } = process.env;
  if (/^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(endpoint)) return endpoint;
  throw new UsageError(
    'AWS_ENDPOINT_URL is not the address of a local AWS.\n→ start one with npm run local-aws, and run the exports it prints',
  );
}
