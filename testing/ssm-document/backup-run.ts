import { AutomationExecution, type StepExecution } from '../../domain/automation/interpreter';
import { AwsFault, type AutomationRequest, type InvocationResult } from '../../domain/automation/request';
import { runToEnd } from '../../domain/automation/run-to-end';
import type { Runbook } from '../../domain/automation/runbook';
import { AutomationEc2, type Ec2Scenario } from './automation-ec2';

export const INSTANCE = 'i-0123456789abcdef0';

/** What the prune function does when it is invoked for the nth time: a result, an error, or nothing. */
type PruneAttempt = 'prunes' | 'throws' | 'is ended' | 'is throttled' | 'takes too long';

export interface Scenario extends Partial<Ec2Scenario> {
  /** @default prunes, whenever it is invoked */
  readonly prune?: readonly PruneAttempt[];
  /** @default false */
  readonly functionErrorFailsStep?: boolean;
  /** @default false */
  readonly missingOutputFailsStep?: boolean;
  readonly cancelledAt?: number;
}

export interface Outcome {
  readonly status: string;
  /** Whether the rule of S9 sends a notification. */
  readonly notified: boolean;
  /** The state of the instance when everything is over. */
  readonly state: string;
  readonly steps: readonly StepExecution[];
  readonly ran: readonly string[];
  /** The failure messages, as the execution shows them. */
  readonly messages: string;
  readonly ec2: AutomationEc2;
  /** What the prune function was given, once an invocation. */
  readonly pruned: readonly unknown[];
  readonly seconds: number;
}

/** S9: the rule fires for these. */
const NOTIFIED = ['Failed', 'TimedOut', 'Cancelled'];

const SECONDS_UNTIL_ALL_IS_OVER = 100_000;

export const GOOD_TAGS = { Name: 'web1', EC2BackupGen: '3', BackupEC2StopStart: 'true' };

/** Runs a document for one instance, and reports the state when all changes are complete. */
export function runBackup(document: unknown, scenario: Scenario = {}): Outcome {
  const { functionErrorFailsStep, missingOutputFailsStep, cancelledAt } = scenario;
  const startsAt = new Date('2026-11-21T03:30:00Z');
  const execution = new AutomationExecution(JSON.parse(JSON.stringify(document)) as Runbook, {
    parameters: { InstanceId: INSTANCE },
    startsAt,
    cancelledAt,
    functionErrorFailsStep,
    missingOutputFailsStep,
  });
  const { clock, steps } = execution;
  const ec2 = new AutomationEc2(
    { instanceId: INSTANCE, tags: GOOD_TAGS, state: 'running', ...scenario },
    { startsAt, clock },
  );
  const pruned: unknown[] = [];
  runToEnd(execution, (request: AutomationRequest) => {
    if (request.kind === 'call') return ec2.call(request.api, request.inputs);
    if (request.kind === 'action') throw new Error(`no test runs ${request.action}`);
    pruned.push(JSON.parse(request.payload));
    return prune(scenario.prune?.[pruned.length - 1] ?? 'prunes');
  });
  const status = execution.status ?? 'InProgress';
  return {
    status,
    notified: NOTIFIED.includes(status),
    state: ec2.stateAt(clock.now + SECONDS_UNTIL_ALL_IS_OVER),
    steps,
    ran: steps.map(({ name }) => name),
    messages: steps.map(({ failureMessage }) => failureMessage ?? '').join('\n'),
    ec2,
    pruned,
    seconds: clock.now,
  };
}

function prune(attempt: PruneAttempt): InvocationResult {
  switch (attempt) {
    case 'prunes':
      return { StatusCode: 200, Payload: '{"deleted":[],"kept":[],"failed":[]}', seconds: 20 };
    case 'throws':
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: '{"errorType":"Error","errorMessage":"gen is not a whole number","trace":[]}',
        seconds: 2,
      };
    case 'is ended':
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: '{"errorMessage":"RequestId: 1-2-3 Process exited before completing request"}',
        seconds: 20,
      };
    case 'is throttled':
      throw new AwsFault('TooManyRequestsException');
    case 'takes too long':
      return { StatusCode: 200, Payload: '{}', seconds: 700 };
    default:
      return attempt satisfies never;
  }
}
