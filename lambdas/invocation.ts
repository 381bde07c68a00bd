/**
 * What the runtime tells of an invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface Invocation {
  readonly awsRequestId: string;
}

/** Writes one line of JSON that names the invocation. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: object) => void;

/**
 * Does the work of one invocation, and logs its begin and its end. What it throws goes on to the runtime, which tells the
 * caller.
 */
export async function logged<Result>(
  { awsRequestId }: Invocation,
  event: unknown,
  work: (log: Log) => Promise<Result>,
): Promise<Result> {
  const log: Log = (level, message, details = {}) => {
    const line = { time: new Date().toISOString(), level, requestId: awsRequestId, message, ...details };
    // The console would put a text of the runtime before the JSON.
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  log('info', 'started', { event });
  try {
    const result = await work(log);
    log('info', 'ended', { result });
    return result;
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    log('error', message, { error: name, stack });
    throw error;
  }
}
