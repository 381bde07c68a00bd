import { Fault, type MotoClient } from './operation';

/** A REST request to moto, for a service whose client this repository does not install. moto checks no signature. */
export function motoRest(
  { endpoint, region, credentials }: MotoClient,
  service: string,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${endpoint}${path}`, {
    method,
    headers: { authorization: authorization(region, service, credentials), 'content-type': 'application/json' },
    ...content,
  });
}

/**
 * The answer of moto to a request in AWS's JSON protocol.
 * @param target such as `AWSEvents.ListRules`
 * @throws {Fault} with moto's error
 */
export async function motoJson(
  { endpoint, region, credentials }: MotoClient,
  service: string,
  target: string,
  input: object,
): Promise<any> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: authorization(region, service, credentials),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
    },
    body: JSON.stringify(input),
  });
  // Some operations answer nothing.
  const { __type: code, ...answer } = JSON.parse((await response.text()) || '{}');
  if (response.ok) return answer;
  throw new Fault(String(code), String(answer.message ?? answer.Message), response.status);
}

function authorization(region: string, service: string, { accessKeyId }: MotoClient['credentials']): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request`;
}
