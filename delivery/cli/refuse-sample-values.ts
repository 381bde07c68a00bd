import { environmentsFolder } from '../../cli/configuration';
import type { Configuration } from '../../environments/parse';
import { RefusedError } from '../../environments/refusal';
import { sampleValues } from '../../environments/sample-values';

/**
 * Refuses to deploy the values of the sample (U5). The local AWS accepts them.
 * @throws {RefusedError} with every such value
 */
export function refuseSampleValues(configuration: Configuration): void {
  if (usesOnlyLocalEndpoints(process.env)) return;
  const values = sampleValues(configuration);
  if (values.length === 0) return;
  throw new RefusedError(
    values.map(({ name, findings }) => ({ file: `${environmentsFolder()}/${name}.ts`, findings, unchecked: false })),
  );
}

/**
 * Whether every request to AWS goes to a loopback address.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function usesOnlyLocalEndpoints(variables: NodeJS.ProcessEnv): boolean {
  if (variables['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return false;
  const ofServices = Object.keys(variables).filter((name) => name.startsWith('AWS_ENDPOINT_URL_'));
  return ['AWS_ENDPOINT_URL', ...ofServices].every((name) => isLoopback(variables[name]));
}

function isLoopback(endpoint = ''): boolean {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);
}
