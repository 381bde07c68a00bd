import { environmentsFolder } from '../../cli/configuration';
import type { Configuration } from '../../environments/parse';
import { RefusedError } from '../../environments/refusal';
import { sampleValues } from '../../environments/sample-values';

/**
 * Refuses to deploy the values of the sample (U5). The local AWS accepts them.
 *
 * @param profile the profile that the command uses, if one is specified
 * @throws {RefusedError} with every such value
 */
export async function refuseSampleValues(configuration: Configuration, profile: string | undefined): Promise<void> {
  const values = sampleValues(configuration);
  if (values.length === 0) return;
  if (usesOnlyLocalEndpoints(process.env) && !(await ignoresEndpoints(profile))) return;
  throw new RefusedError(
    values.map(({ name, findings }) => ({ file: `${environmentsFolder()}/${name}.ts`, findings, unchecked: false })),
  );
}

/**
 * Whether every request to AWS goes to a loopback address, if the endpoints in environment variables are used. They have
 * priority over those in the AWS configuration.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function usesOnlyLocalEndpoints(variables: NodeJS.ProcessEnv): boolean {
  const ofServices = Object.keys(variables).filter((name) => name.startsWith('AWS_ENDPOINT_URL_'));
  return ['AWS_ENDPOINT_URL', ...ofServices].every((name) => isLoopback(variables[name]));
}

/** Whether the SDK or Terraform ignores these endpoints. With --profile, the SDK still reads the setting of AWS_PROFILE. */
async function ignoresEndpoints(profile: string | undefined): Promise<boolean> {
  const { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: setting, AWS_PROFILE } = process.env;
  if (setting !== undefined && setting !== '') return isTrue(setting);
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile } = await loadSharedConfigFiles();
  const usual = AWS_PROFILE === undefined || AWS_PROFILE === '' ? 'default' : AWS_PROFILE;
  return [usual, profile ?? usual].some((name) => isTrue(configFile[name]?.['ignore_configured_endpoint_urls']));
}

function isTrue(setting = ''): boolean {
  return setting.toLowerCase() === 'true';
}

function isLoopback(endpoint = ''): boolean {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);
}
