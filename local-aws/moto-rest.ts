import type { MotoClient } from './operation';

/** A REST request to moto, for a service whose client this repository does not install. moto checks no signature. */
export function motoRest(
  { endpoint, region, credentials }: MotoClient,
  service: string,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Response> {
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${endpoint}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...content,
  });
}
