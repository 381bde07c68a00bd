import { ACTIONS } from './actions';
import type { Surroundings } from './actions/action';
import { choose } from './choose';
import { resolve } from './resolve';
import { StepFailure, type Runbook, type RunbookStep } from './runbook';
import { select } from './select';

type Ended = 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';

/** A step that was run. */
export interface StepExecution {
  readonly name: string;
  readonly status: Ended;
  readonly failureMessage?: string;
}

export interface Execution {
  readonly status: Ended;
  readonly steps: readonly StepExecution[];
}

interface Start {
  readonly parameters: Readonly<Record<string, string>>;
  /** Of the start: what `global:DATE_TIME` counts from. */
  readonly startsAt?: Date;
  /** When somebody cancels it, in seconds after its start. */
  readonly cancelledAt?: number;
}

/** What a cancelled execution has left for its `onCancel`. */
const SECONDS_AFTER_A_CANCEL = 120;

class TimeIsUp extends Error {}
class IsCancelled extends Error {}
class CancelIsOver extends Error {}

/**
 * Runs the JSON of a runbook, as AWS's pages say.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export function runAutomation(content: string, start: Start, surroundings: Surroundings): Execution {
  return new AutomationExecution(JSON.parse(content) as Runbook, start, surroundings).run();
}

class AutomationExecution {
  private readonly steps: StepExecution[] = [];
  private readonly outputs = new Map<string, unknown>();
  /** The first failure of a critical step: it decides how the execution ends. */
  private failure: Ended | undefined;

  constructor(
    private readonly runbook: Runbook,
    private readonly start: Start,
    private readonly surroundings: Surroundings,
  ) {
    for (const [name, { default: value, allowedPattern }] of Object.entries(runbook.parameters ?? {})) {
      const given = start.parameters[name] ?? (value as string | undefined);
      if (given === undefined) throw new Error(`the execution does not start: ${name} is missing`);
      if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(given)) {
        throw new Error(`the execution does not start: ${name} does not match its pattern`);
      }
      this.outputs.set(name, given);
    }
  }

  run(): Execution {
    const { clock } = this.surroundings;
    const at = this.start.cancelledAt ?? Number.POSITIVE_INFINITY;
    const first = this.runbook.mainSteps[0]?.name;
    try {
      clock.until({ at, because: new IsCancelled() }, () => this.follow(first));
      return { status: this.failure ?? 'Success', steps: this.steps };
    } catch (error) {
      if (!(error instanceof IsCancelled)) throw error;
      this.cancel();
      return { status: 'Cancelled', steps: this.steps };
    }
  }

  /** Goes on where the step that was running says, for two minutes. */
  private cancel(): void {
    const { clock } = this.surroundings;
    const running = this.running;
    if (running === undefined) return;
    this.steps.push({ name: running.name, status: 'Cancelled' });
    try {
      const limit = { at: clock.now + SECONDS_AFTER_A_CANCEL, because: new CancelIsOver() };
      clock.until(limit, () => this.follow(target(running.onCancel)));
    } catch (error) {
      if (!(error instanceof CancelIsOver)) throw error;
    }
  }

  private running: RunbookStep | undefined;

  private follow(first: string | undefined): void {
    let next = first;
    while (next !== undefined) {
      const name = next;
      const step = this.runbook.mainSteps.find((candidate) => candidate.name === name);
      if (step === undefined) throw new Error(`AWS refuses a document without the step ${name}`);
      if (this.steps.length > 500) throw new Error('the execution never ends');
      this.running = step;
      next = this.runStep(step);
    }
  }

  /** @returns the name of the next step; undefined at the end */
  private runStep(step: RunbookStep): string | undefined {
    try {
      const chosen = this.attempt(step);
      this.steps.push({ name: step.name, status: 'Success' });
      if (chosen !== undefined) return chosen;
      return step.isEnd ? undefined : this.following(step);
    } catch (error) {
      if (!(error instanceof StepFailure) && !(error instanceof TimeIsUp)) throw error;
      return this.fail(step, error);
    }
  }

  private fail(step: RunbookStep, error: Error): string | undefined {
    const status = error instanceof TimeIsUp ? 'TimedOut' : 'Failed';
    this.steps.push({ name: step.name, status, failureMessage: error.message });
    const { onFailure = 'Abort', isCritical } = step;
    // "Only evaluated if you explicitly define it in your step": a failure that is gone on from counts only where it is said.
    const counts = onFailure === 'Abort' ? isCritical !== false : isCritical === true;
    if (counts) this.failure ??= status;
    if (step.isEnd || onFailure === 'Abort') return undefined;
    return onFailure === 'Continue' ? this.following(step) : target(onFailure);
  }

  /** @returns the step that a branch chose */
  private attempt(step: RunbookStep): string | undefined {
    for (let attempt = 1; ; attempt++) {
      try {
        return this.act(step);
      } catch (error) {
        const mayRetry = error instanceof StepFailure || error instanceof TimeIsUp;
        if (!mayRetry || attempt >= (step.maxAttempts ?? 1)) throw error;
      }
    }
  }

  private act(step: RunbookStep): string | undefined {
    const { clock } = this.surroundings;
    const inputs = resolve(step.inputs, (name) => this.known(name)) as Record<string, any>;
    if (step.action === 'aws:branch') {
      clock.pass(0);
      return choose(inputs);
    }
    const action = ACTIONS[step.action];
    if (action === undefined) throw new Error(`nothing here knows ${step.action}`);
    const { endsAfter = Number.POSITIVE_INFINITY, endsAtTheLatest = Number.POSITIVE_INFINITY } = action;
    const seconds = Math.min(step.timeoutSeconds ?? endsAfter, endsAtTheLatest);
    const because = new TimeIsUp(`step ${step.name} took more than ${seconds} seconds`);
    const answer = clock.until({ at: clock.now + seconds, because }, () => action.run(inputs, this.surroundings));
    for (const [name, value] of Object.entries(answer as object)) this.outputs.set(`${step.name}.${name}`, value);
    for (const { Name, Selector, Type = 'String' } of step.outputs ?? []) {
      const selected = select(Selector, answer);
      this.outputs.set(
        `${step.name}.${Name}`,
        Type === 'String' && typeof selected === 'number' ? String(selected) : selected,
      );
    }
    return undefined;
  }

  private known(name: string): unknown {
    if (name !== 'global:DATE_TIME') return this.outputs.get(name);
    const { startsAt = new Date('2026-11-21T03:30:00Z') } = this.start;
    const time = new Date(startsAt.getTime() + this.surroundings.clock.now * 1000).toISOString();
    return time.slice(0, 19).replace('T', '_').replaceAll(':', '.');
  }

  private following({ name, nextStep }: RunbookStep): string | undefined {
    const { mainSteps } = this.runbook;
    return nextStep ?? mainSteps[mainSteps.findIndex((step) => step.name === name) + 1]?.name;
  }
}

function target(reaction: string | undefined): string | undefined {
  return reaction?.startsWith('step:') === true ? reaction.slice('step:'.length) : undefined;
}
