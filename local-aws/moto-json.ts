import { Fault, type MotoClient } from './operation';

/** A request in the JSON protocol, for a service whose client this repository does not install. moto checks no signature. */
export async function motoJson(
  { endpoint, region, credentials }: MotoClient,
  service: string,
  target: string,
  body: unknown,
): Promise<any> {
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=x`;
  const headers = { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = JSON.parse((await response.text()) || '{}');
  if (response.ok) return answer;
  const { __type: type = 'UnknownError', message = answer.Message } = answer;
  throw new Fault(String(type).replace(/^.*#/, ''), String(message), response.status);
}
