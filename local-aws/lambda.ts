import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import { buildLambdas } from '#lambdas';

// The warning is about SDK versions that this repository does not install.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** The result of an invocation, as the runtime reports it. */
export interface Invoked {
  readonly result: any;
  readonly error: { readonly errorType: string; readonly errorMessage: string } | undefined;
  /** The parsed lines of the log. */
  readonly log: readonly Readonly<Record<string, any>>[];
}

export const REQUEST_ID = '11111111-2222-3333-4444-555555555555';

/** Loads a bundle, calls its handler as the runtime does, and writes the result to file descriptor 3. */
const RUNTIME = `
const { writeSync } = require('node:fs');
const report = (ended) => writeSync(3, JSON.stringify(ended));
const [bundle, event, requestId] = process.argv.slice(1);
Promise.resolve()
  .then(() => require(bundle).handler(JSON.parse(event), { awsRequestId: requestId }))
  .then((result) => report({ result }), ({ name, message }) => report({ error: { errorType: name, errorMessage: message } }));
`;

/** Starts a built Lambda in a separate process. */
export function startLambda(name: string, event: unknown, variables: Readonly<Record<string, string>>): ChildProcess {
  const bundle = path.join(buildLambdas(), name, 'index.js');
  return spawn(process.execPath, ['-e', RUNTIME, bundle, JSON.stringify(event), REQUEST_ID], {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', AWS_REGION: 'ap-northeast-1', ...variables },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
}

export async function invokeLambda(...invocation: Parameters<typeof startLambda>): Promise<Invoked> {
  const child = startLambda(...invocation);
  const streams = [child.stdout, child.stdio[3]].map((stream) => text(stream as NodeJS.ReadableStream));
  const [log = '', ended = ''] = await Promise.all(streams);
  const { result, error } = JSON.parse(ended);
  return {
    result,
    error,
    log: log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}
