/** What an execution meets: AWS, as far as a test fakes it. */
export interface Cloud {
  /** @throws {AwsFault} */
  readonly call: (api: string, inputs: Record<string, any>) => unknown;
  /** @throws {AwsFault} when the function is not invoked at all, such as when it is throttled */
  readonly invoke: (functionName: string, payload: string) => Invocation;
  /** What a script inside a step returns, by its handler. It may throw. */
  readonly script: (handler: string, payload: any) => unknown;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export interface Invocation {
  readonly StatusCode: number;
  readonly Payload: string;
  readonly FunctionError?: string;
  /** How long it ran. */
  readonly seconds: number;
}

/** An answer that is an error. */
export class AwsFault extends Error {
  constructor(readonly code: string) {
    super(`An error occurred (${code})`);
  }
}
