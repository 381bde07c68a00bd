import type { JsonObject } from '../json-object';
import { actionNamed } from './actions';
import { choose } from './choose';
import { StepFailure, type Running } from './request';
import { resolve } from './resolve';
import { targetOf, type Runbook, type RunbookStep } from './runbook';
import { select } from './select';
import { VirtualClock } from './virtual-clock';

type EndStatus = 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';

/** A step that has begun. Times are seconds since the start of the execution. */
export interface StepExecution {
  readonly name: string;
  readonly action: string;
  readonly status: EndStatus;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly failureMessage?: string;
  readonly outputs: JsonObject;
}

export interface ExecutionStart {
  readonly parameters: Readonly<Record<string, string>>;
  /** The time that `global:DATE_TIME` counts from. */
  readonly startsAt: Date;
  /**
   * When a user cancels it, in seconds after its start.
   * @default - never
   */
  readonly cancelledAt?: number;
  /**
   * Whether an error of a Lambda function fails the step: AWS does not document it.
   * @default false
   */
  readonly functionErrorFailsStep?: boolean;
  /**
   * Whether a selector without a match fails the step: AWS does not document it.
   * @default false
   */
  readonly missingOutputFailsStep?: boolean;
}

/** How long the steps of `onCancel` may take. */
const SECONDS_AFTER_CANCEL = 120;

/** More steps than any document without a cycle runs. */
const MOST_STEPS = 500;

class StepTimeout extends Error {}
class Cancellation extends Error {}
class CancellationTimeout extends Error {}

/**
 * Interprets a runbook as AWS documents it. It is pure: what it needs from AWS it yields as requests, so the caller decides
 * what answers them, and when. Time is virtual.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export class AutomationExecution {
  readonly clock = new VirtualClock();
  /** The steps that have ended, in their order. */
  readonly steps: StepExecution[] = [];
  /** The step that runs. */
  running: { readonly step: RunbookStep; readonly startedAt: number } | undefined;
  /** @default - it runs */
  status: EndStatus | undefined;

  private readonly values = new Map<string, unknown>();
  /** The first failure of a critical step: it decides how the execution ends. */
  private failure: EndStatus | undefined;

  /** @throws {Error} if a parameter is missing or does not match its pattern */
  constructor(
    private readonly runbook: Runbook,
    private readonly start: ExecutionStart,
  ) {
    for (const [name, { default: value, allowedPattern }] of Object.entries(runbook.parameters ?? {})) {
      const given = start.parameters[name] ?? (value as string | undefined);
      if (given === undefined) throw new Error(`the execution does not start: ${name} is missing`);
      if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(given)) {
        throw new Error(`the execution does not start: ${name} does not match its pattern`);
      }
      this.values.set(name, given);
    }
  }

  *run(): Running<void> {
    const at = this.start.cancelledAt ?? Number.POSITIVE_INFINITY;
    const first = this.runbook.mainSteps[0]?.name;
    try {
      yield* this.clock.until({ at, error: () => new Cancellation() }, () => this.follow(first));
      this.status = this.failure ?? 'Success';
    } catch (error) {
      if (!(error instanceof Cancellation)) throw error;
      yield* this.cancel();
      this.status = 'Cancelled';
    }
  }

  /** Continues with `onCancel` of the step that was running, for two minutes. */
  private *cancel(): Running<void> {
    if (this.running === undefined) return;
    const { onCancel } = this.running.step;
    this.end('Cancelled');
    const limit = { at: this.clock.now + SECONDS_AFTER_CANCEL, error: () => new CancellationTimeout() };
    try {
      yield* this.clock.until(limit, () => this.follow(targetOf(onCancel)));
    } catch (error) {
      if (!(error instanceof CancellationTimeout)) throw error;
      this.running = undefined;
    }
  }

  private *follow(first: string | undefined): Running<void> {
    let next = first;
    while (next !== undefined) {
      const name = next;
      const step = this.runbook.mainSteps.find((candidate) => candidate.name === name);
      if (step === undefined) throw new Error(`AWS refuses a document without the step ${name}`);
      if (this.steps.length > MOST_STEPS) throw new Error('the execution never ends');
      this.running = { step, startedAt: this.clock.now };
      next = yield* this.runStep(step);
    }
  }

  /** @returns the name of the next step; undefined at the end */
  private *runStep(step: RunbookStep): Running<string | undefined> {
    try {
      const chosen = yield* this.attempt(step);
      this.end('Success');
      if (chosen !== undefined) return chosen;
      return step.isEnd ? undefined : this.following(step);
    } catch (error) {
      if (!(error instanceof StepFailure) && !(error instanceof StepTimeout)) throw error;
      return this.fail(step, error);
    }
  }

  private fail(step: RunbookStep, error: Error): string | undefined {
    const status = error instanceof StepTimeout ? 'TimedOut' : 'Failed';
    this.end(status, error.message);
    const { onFailure = 'Abort', isCritical } = step;
    // "Only evaluated if you explicitly define it in your step": without it, a failure that continues does not count.
    const counts = onFailure === 'Abort' ? isCritical !== false : isCritical === true;
    if (counts) this.failure ??= status;
    if (step.isEnd || onFailure === 'Abort') return undefined;
    return onFailure === 'Continue' ? this.following(step) : targetOf(onFailure);
  }

  private end(status: EndStatus, failureMessage?: string): void {
    if (this.running === undefined) return;
    const { step, startedAt } = this.running;
    const { name, action } = step;
    const outputs = Object.fromEntries(
      [...this.values]
        .filter(([key]) => status === 'Success' && key.startsWith(`${name}.`))
        .map(([key, value]) => [key.slice(name.length + 1), value]),
    );
    const ended = { name, action, status, startedAt, endedAt: this.clock.now, outputs };
    this.steps.push(failureMessage === undefined ? ended : { ...ended, failureMessage });
    this.running = undefined;
  }

  /** @returns the step that a branch chose */
  private *attempt(step: RunbookStep): Running<string | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return yield* this.act(step);
      } catch (error) {
        const mayRetry = error instanceof StepFailure || error instanceof StepTimeout;
        if (!mayRetry || attempt >= (step.maxAttempts ?? 1)) throw error;
      }
    }
  }

  private *act({ name, action, inputs, outputs = [], timeoutSeconds }: RunbookStep): Running<string | undefined> {
    const resolved = resolve(inputs, (reference) => this.valueOf(reference)) as JsonObject;
    if (action === 'aws:branch') {
      this.clock.advance(0);
      return choose(resolved as unknown as Parameters<typeof choose>[0]);
    }
    const {
      run,
      defaultTimeout = Number.POSITIVE_INFINITY,
      maximumTimeout = Number.POSITIVE_INFINITY,
    } = actionNamed(action);
    const seconds = Math.min(timeoutSeconds ?? defaultTimeout, maximumTimeout);
    const limit = {
      at: this.clock.now + seconds,
      error: () => new StepTimeout(`step ${name} took more than ${seconds} seconds`),
    };
    const { clock } = this;
    const { functionErrorFailsStep = false } = this.start;
    const context = { step: name, clock, functionErrorFailsStep };
    const answer = yield* clock.until(limit, () => run(resolved, context));
    for (const [key, value] of Object.entries(answer as JsonObject)) this.values.set(`${name}.${key}`, value);
    for (const { Name, Selector, Type = 'String' } of outputs) {
      const selected = select(Selector, answer);
      if (selected === undefined && this.start.missingOutputFailsStep === true) {
        throw new StepFailure(`${Selector} matches nothing`);
      }
      const value = Type === 'String' && typeof selected === 'number' ? String(selected) : selected;
      this.values.set(`${name}.${Name}`, value);
    }
    return undefined;
  }

  private valueOf(reference: string): unknown {
    if (reference !== 'global:DATE_TIME') return this.values.get(reference);
    const time = new Date(this.start.startsAt.getTime() + this.clock.now * 1000).toISOString();
    return time.slice(0, 19).replace('T', '_').replaceAll(':', '.');
  }

  private following({ name, nextStep }: RunbookStep): string | undefined {
    const { mainSteps } = this.runbook;
    return nextStep ?? mainSteps[mainSteps.findIndex((step) => step.name === name) + 1]?.name;
  }
}
