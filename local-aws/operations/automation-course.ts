import type { MotoClient } from '../operation';
import { effectOf, type Effect } from './automation-effects';

/** One step of a document, in the order in which it runs. */
export interface Step {
  readonly name: string;
  readonly action: string;
  readonly seconds: number;
  /** Why it fails. */
  readonly fails?: string;
  /** Whether the steps behind it run although it fails, as where its failure is routed to them. */
  readonly goesOn?: true;
  /** Makes an image of the instance. */
  readonly makesImage?: true;
  /** Runs a Lambda of this repository, by its folder; references of the payload are to the instance and its tags. */
  readonly invokes?: { readonly lambda: string; readonly payload: string };
}

/** An automation that was started. */
export interface Execution {
  readonly id: string;
  readonly region: string;
  readonly token: string | undefined;
  readonly document: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly startedAt: Date;
  readonly steps: readonly Step[];
  /** By step: each takes effect once. */
  readonly effects: Map<string, Promise<Effect>>;
}

interface StepCourse extends Step {
  readonly status: 'Pending' | 'InProgress' | 'Success' | 'Failed';
  readonly startedAt: number;
  readonly endedAt: number;
}

/** How far an execution is. */
interface Course {
  readonly status: 'InProgress' | 'Success' | 'Failed';
  readonly steps: readonly StepCourse[];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
export function courseOf({ startedAt, steps }: Execution, now: Date): Course {
  let reached = startedAt.getTime() / 1000;
  let aborted = false;
  const course = steps.map((step): StepCourse => {
    const start = reached;
    const end = start + step.seconds;
    const status = aborted || now.getTime() / 1000 < start ? 'Pending' : statusOf(step, end, now);
    reached = end;
    aborted ||= status === 'Failed' && step.goesOn !== true;
    return { ...step, status, startedAt: start, endedAt: end };
  });
  const isOver = aborted || course.every(({ status }) => status === 'Success' || status === 'Failed');
  const hasFailed = course.some(({ status }) => status === 'Failed');
  return { status: isOver ? (hasFailed ? 'Failed' : 'Success') : 'InProgress', steps: course };
}

function statusOf({ fails }: Step, end: number, now: Date): StepCourse['status'] {
  if (now.getTime() / 1000 < end) return 'InProgress';
  return fails === undefined ? 'Success' : 'Failed';
}

/** An entry of a list: what the automation was given is not in it. */
export function metadataOf({ id, document, startedAt }: Execution, { status, steps }: Course) {
  const failed = steps.find((step) => step.status === 'Failed');
  return {
    AutomationExecutionId: id,
    DocumentName: document,
    DocumentVersion: '1',
    AutomationExecutionStatus: status,
    ExecutionStartTime: startedAt.getTime() / 1000,
    Mode: 'Auto',
    Targets: [],
    CurrentStepName: steps.find((step) => step.status === 'InProgress')?.name,
    FailureMessage:
      status === 'Failed' ? `Step fails when it is Execute/Cancelling action. ${failed?.fails}` : undefined,
  };
}

/** An execution as GetAutomationExecution tells it. What its steps have done by now they do in moto. */
export async function told(execution: Execution, now: Date, moto: MotoClient) {
  const outputs = new Map<string, Effect['outputs']>();
  const steps: Step[] = [];
  for (const step of courseOf(execution, now).steps) {
    const effect = step.status === 'Success' ? await onceOnly(execution, step, moto) : undefined;
    outputs.set(step.name, effect?.outputs);
    const { fails = effect?.fails } = step;
    steps.push({ ...step, ...(fails === undefined ? {} : { fails }) });
    // What comes behind it does nothing.
    if (effect?.fails !== undefined) break;
  }
  // A step that failed in moto fails the execution.
  const rest = execution.steps.slice(steps.length);
  const course = courseOf({ ...execution, steps: [...steps, ...rest] }, now);
  const StepExecutions = course.steps.map((step) => ({
    StepName: step.name,
    Action: step.action,
    StepStatus: step.status,
    StepExecutionId: `${execution.id}-${step.name}`,
    ...(step.status === 'Pending' ? {} : { ExecutionStartTime: step.startedAt }),
    ...(step.status === 'Success' || step.status === 'Failed' ? { ExecutionEndTime: step.endedAt } : {}),
    ...(step.status === 'Failed' ? { FailureMessage: step.fails } : {}),
    Outputs: outputs.get(step.name),
  }));
  return { ...metadataOf(execution, course), Parameters: execution.parameters, StepExecutions };
}

function onceOnly({ effects, parameters }: Execution, step: StepCourse, moto: MotoClient): Promise<Effect> {
  const known = effects.get(step.name);
  if (known) return known;
  const effect = effectOf(
    step,
    { instanceId: parameters['InstanceId']?.[0] ?? '', at: new Date(step.endedAt * 1000) },
    moto,
  );
  effects.set(step.name, effect);
  return effect;
}
