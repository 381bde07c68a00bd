import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

import type { Input } from './operation';
import { OPERATIONS } from './operations';

/** A request to AWS, in any of its protocols. */
export interface Call {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  /** The caller's: it determines the account that moto uses. */
  readonly accessKeyId: string;
  /** As IAM names it; method and path for a REST operation that the stand-in does not implement. */
  readonly action: string;
  readonly region: string;
  readonly input: Input;
  /** @see https://smithy.io/2.0/aws/protocols/index.html */
  readonly protocol: 'json' | 'rest' | 'rest-xml' | 'query' | 'ec2';
}

/** The prefixes of actions of services that sign with another name. */
const IAM_PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', tagging: 'tag' };

/** The signature names the region. The operation is in a header (JSON), the body (query), or the method and path (REST). */
export async function readCall(incoming: IncomingMessage): Promise<Call> {
  const bytes = await buffer(incoming);
  const body = bytes.toString('utf8');
  const [, accessKeyId = '', region = '', signedFor = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(incoming.headers.authorization ?? '') ?? [];
  // Older SDKs sign for `Backup`.
  const service = IAM_PREFIXES[signedFor] ?? signedFor.toLowerCase();
  const call = { incoming, body: bytes, accessKeyId, region };
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') {
    const action = `${service}:${target.replace(/^.*\./, '')}`;
    return { ...call, action, input: JSON.parse(body || '{}'), protocol: 'json' };
  }
  if (incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const { Action = '', ...input } = Object.fromEntries(new URLSearchParams(body));
    return { ...call, action: `${service}:${Action}`, input, protocol: service === 'ec2' ? 'ec2' : 'query' };
  }
  return { ...call, ...readRest(incoming, body, service), protocol: service === 's3' ? 'rest-xml' : 'rest' };
}

function readRest({ url = '/', method }: IncomingMessage, body: string, service: string) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const route = `${method} ${pathname.replace(/\/$/, '')}`;
  const fromBody = body.startsWith('{') ? (JSON.parse(body) as Input) : {};
  for (const operation of OPERATIONS) {
    // Paths such as `/tags/{ResourceArn}` exist in several services.
    if (operation.route === undefined || !operation.action.startsWith(`${service}:`)) continue;
    const [pattern = '', required] = operation.route.split('?');
    const parameters = parametersOf(pattern, route);
    if (parameters && (required === undefined || searchParams.has(required))) {
      const input = { ...fromBody, ...Object.fromEntries(searchParams), ...parameters };
      return { action: operation.action, input };
    }
  }
  return { action: `${service}:${route}`, input: { ...fromBody, ...Object.fromEntries(searchParams) } };
}

/** Undefined when the path does not match. */
function parametersOf(pattern: string, route: string): Record<string, string> | undefined {
  const requested = route.split('/');
  const parts = pattern.split('/');
  if (requested.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [position, part] of parts.entries()) {
    const found = requested[position] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) parameters[name] = decodeURIComponent(found);
    else if (part !== found) return undefined;
  }
  return parameters;
}
