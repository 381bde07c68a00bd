import { AutomationExecution, type StepExecution } from '../../domain/automation/interpreter';
import { StepFailure, type AutomationRequest } from '../../domain/automation/request';
import type { Runbook } from '../../domain/automation/runbook';
import type { MotoClient } from '../operation';
import { AutomationCloud } from './automation-cloud';

/** A document that can be started. */
export interface AutomationDefinition {
  readonly name: string;
  readonly region: string;
  readonly document: Runbook;
  /**
   * By step: why it fails at every attempt.
   * @default - steps fail only for their own reasons
   */
  readonly faults?: Readonly<Record<string, string>>;
}

export interface AutomationStart {
  readonly id: string;
  readonly definition: AutomationDefinition;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly startedAt: Date;
  readonly token?: string;
}

type BegunStep = Pick<StepExecution, 'name' | 'action' | 'startedAt'> & Partial<StepExecution>;

/** An automation that was started. It runs against moto as far as the time of the local AWS has advanced. */
export class AutomationRun {
  private readonly execution: AutomationExecution;
  private readonly run: ReturnType<AutomationExecution['run']>;
  private readonly cloud = new AutomationCloud();
  private next: IteratorResult<AutomationRequest, void> | undefined;
  private advanced: Promise<unknown> = Promise.resolve();

  /** @throws {Error} if a parameter is missing or does not match its pattern */
  constructor(readonly start: AutomationStart) {
    const { definition, parameters, startedAt } = start;
    this.execution = new AutomationExecution(definition.document, {
      parameters: Object.fromEntries(Object.entries(parameters).map(([name, [value = '']]) => [name, value])),
      startsAt: startedAt,
      functionErrorFailsStep: true,
    });
    this.run = this.execution.run();
  }

  /** Sends every request that is due, and describes the execution at that time. */
  async at(now: Date, moto: MotoClient) {
    // Sequential: each request is sent once, however many clients poll.
    const advanced = this.advanced.then(() => this.advance(now, moto));
    this.advanced = advanced.catch(() => {});
    await advanced;
    return this.describe(this.secondsUntil(now));
  }

  private async advance(now: Date, moto: MotoClient): Promise<void> {
    this.next ??= this.run.next();
    while (this.next.done !== true && this.execution.clock.now <= this.secondsUntil(now)) {
      this.next = await this.answer(this.next.value, moto);
    }
  }

  private async answer(request: AutomationRequest, moto: MotoClient): Promise<IteratorResult<AutomationRequest, void>> {
    const fault = this.start.definition.faults?.[request.step];
    if (fault !== undefined) return this.run.throw(new StepFailure(fault));
    let answer: unknown;
    try {
      answer = await this.cloud.answer(request, this.execution.clock.now, moto);
    } catch (error) {
      return this.run.throw(error);
    }
    return this.run.next(answer);
  }

  private secondsUntil(time: Date): number {
    return (time.getTime() - this.start.startedAt.getTime()) / 1000;
  }

  /** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html */
  private describe(now: number) {
    const { id, definition, startedAt } = this.start;
    const { steps, running, status } = this.execution;
    const begun: BegunStep[] = [...steps, ...(running ? [{ ...running, ...running.step, outputs: {} }] : [])]
      .filter((step) => step.startedAt <= now)
      // Virtual time may be ahead: what ends later still runs.
      .map((step) => ('endedAt' in step && step.endedAt <= now ? step : begunStep(step)));
    const isOver = status !== undefined && begun.length === steps.length && begun.every((step) => step.status);
    const pending = definition.document.mainSteps
      .filter(({ name }) => !begun.some((step) => step.name === name))
      .map(({ name, action }) => ({ StepName: name, Action: action, StepStatus: 'Pending' }));
    return {
      AutomationExecutionId: id,
      DocumentName: definition.name,
      DocumentVersion: '1',
      AutomationExecutionStatus: isOver ? status : 'InProgress',
      ExecutionStartTime: startedAt.getTime() / 1000,
      Mode: 'Auto',
      Targets: [],
      CurrentStepName: begun.find((step) => step.status === undefined)?.name,
      FailureMessage:
        isOver && status !== 'Success'
          ? `Step fails when it is Execute/Cancelling action. ${begun.find((step) => step.failureMessage !== undefined)?.failureMessage}`
          : undefined,
      StepExecutions: [...begun.map((step) => this.describeStep(step)), ...pending],
    };
  }

  private describeStep(step: BegunStep) {
    const { name, action, status = 'InProgress', startedAt, endedAt, failureMessage, outputs = {} } = step;
    const start = this.start.startedAt.getTime() / 1000;
    return {
      StepName: name,
      Action: action,
      StepStatus: status,
      StepExecutionId: `${this.start.id}-${name}`,
      ExecutionStartTime: start + startedAt,
      ExecutionEndTime: endedAt === undefined ? undefined : start + endedAt,
      FailureMessage: failureMessage,
      Outputs: Object.fromEntries(
        Object.entries(outputs)
          .map(([key, value]) => [key, [value].flat()] as const)
          .filter(([, values]) => values.every((value) => typeof value === 'string')),
      ),
    };
  }
}

function begunStep({ name, action, startedAt }: BegunStep): BegunStep {
  return { name, action, startedAt };
}
