/**
 * The invocation context that the runtime passes to a handler.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface Invocation {
  readonly awsRequestId: string;
}

/** Writes one JSON line with the ID of the invocation. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: object) => void;

/**
 * Runs one invocation, and logs its start and end. Errors reach the runtime, which returns them to the caller.
 */
export async function logged<Result>(
  { awsRequestId }: Invocation,
  event: unknown,
  work: (log: Log) => Promise<Result>,
): Promise<Result> {
  const log: Log = (level, message, details = {}) => {
    const line = { time: new Date().toISOString(), level, requestId: awsRequestId, message, ...details };
    // console.log would add the runtime's prefix before the JSON.
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
