import type { JsonObject } from '../json-object';

/** An API call of a step. Its answer is the response, in the shape that the AWS SDK returns. */
export interface ApiCall {
  readonly kind: 'call';
  readonly step: string;
  /** As the document writes them, such as `ec2` and `DescribeImages`. */
  readonly service: string;
  readonly api: string;
  readonly inputs: JsonObject;
}

/** An invocation of a Lambda function. Its answer is an {@link InvocationResult}. */
export interface Invocation {
  readonly kind: 'invoke';
  readonly step: string;
  readonly functionName: string;
  readonly payload: string;
}

/** An action that needs more than an API call, such as a script. Its answer is the action's output. */
export interface OtherAction {
  readonly kind: 'action';
  readonly step: string;
  readonly action: string;
  readonly inputs: JsonObject;
}

/** What an execution needs from AWS before it can continue. An answer that is an error is an {@link AwsFault}. */
export type AutomationRequest = ApiCall | Invocation | OtherAction;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export interface InvocationResult {
  readonly StatusCode: number;
  readonly Payload: string;
  readonly FunctionError?: string;
  /** How long the function ran. */
  readonly seconds: number;
}

/** A part of an execution: it yields requests, receives their answers, and returns its result. */
export type Running<T> = Generator<AutomationRequest, T, unknown>;

/** An error response of AWS. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    message = '',
  ) {
    super(`An error occurred (${code}): ${message}`);
  }
}

/** Ends a step as Failed, with the message that the execution shows. */
export class StepFailure extends Error {}
