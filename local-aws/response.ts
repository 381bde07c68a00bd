import type { ServerResponse } from 'node:http';

import type { Call } from './call';
import { RawResponse, type Fault } from './operation';

const REQUEST_ID = 'request-of-the-stand-in';

/** Sends a response in the protocol of the request. */
export function sendResponse(response: ServerResponse, { protocol, action }: Call, answer: unknown): void {
  if (answer instanceof RawResponse) {
    response.writeHead(answer.status, { 'x-amzn-requestid': REQUEST_ID }).end(answer.body);
    return;
  }
  if (protocol === 'json' || protocol === 'rest') return sendJson(response, 200, answer ?? {});
  const name = action.replace(/^.*:/, '');
  const result = `<${name}Result>${xmlOf(answer)}</${name}Result>`;
  return sendXml(
    response,
    200,
    `<${name}Response>${result}<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${name}Response>`,
  );
}

/** Sends an error in the protocol of the request: both JSON protocols read the same form. */
export function sendFault(
  response: ServerResponse,
  protocol: Call['protocol'],
  { code, message, status }: Fault,
): void {
  if (protocol === 'json' || protocol === 'rest') {
    response.setHeader('x-amzn-errortype', code);
    return sendJson(response, status, { __type: code, message, Message: message });
  }
  if (protocol === 'rest-xml')
    return sendXml(response, status, `<Error>${xmlOf({ Code: code, Message: message })}</Error>`);
  const error = `<Error><Type>Sender</Type>${xmlOf({ Code: code, Message: message })}</Error>`;
  const body =
    protocol === 'ec2'
      ? `<Response><Errors>${error}</Errors><RequestID>${REQUEST_ID}</RequestID></Response>`
      : `<ErrorResponse>${error}<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
  return sendXml(response, status, body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID });
  response.end(JSON.stringify(body));
}

function sendXml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID });
  response.end(body);
}

/** XML of the query protocol, which names list elements `member`. */
function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xmlOf(one)}</member>`).join('');
  if (typeof value !== 'object' || value === null) {
    return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  }
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${xmlOf(inner)}</${name}>`)
    .join('');
}
