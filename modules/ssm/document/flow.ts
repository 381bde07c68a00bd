import type { Condition, Step } from '../../../domain/automation/step';

type Action = Step['action'];

/**
 * A step, and the steps that can follow it. Steps refer to each other as values: a step cannot go to one that does not exist,
 * and steps cannot form a cycle.
 */
export interface FlowStep<A extends Action = Action> {
  readonly step: Step & { readonly action: A };
  readonly followers: readonly FlowStep[];
}

/** Steps in the order of the document. The first one starts the execution. */
export type Steps = readonly [FlowStep, ...FlowStep[]];

/** Some steps, complete except for the step that follows them. */
export type Part = (next: FlowStep) => { readonly entry: FlowStep; readonly steps: readonly FlowStep[] };

/**
 * What a cancelled execution cannot go to: it has two minutes left.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
type NotAfterCancel = 'aws:approve' | 'aws:createTags' | 'aws:pause' | 'aws:sleep';

interface Reactions {
  /**
   * Where a failure leads. The execution still ends as Failed, so that a notification is sent (S7, S9).
   * @default - the execution ends
   */
  readonly onFailure?: FlowStep | 'next';
  /** @default - the execution ends */
  readonly onCancel?: FlowStep<Exclude<Action, NotAfterCancel>>;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An action and its inputs, without what the flow determines. */
type Definition = Without<
  Exclude<Step, { action: 'aws:branch' }>,
  'name' | 'nextStep' | 'isEnd' | 'onFailure' | 'onCancel' | 'isCritical'
>;

/** A step that continues with the next one. */
export function step(name: string, definition: Definition, reactions: Reactions = {}): Part {
  return (next) => single(linked({ name, ...definition, nextStep: next.step.name }, [next], reactions, next));
}

/** A step that ends the execution, whether it succeeds or fails. */
export function lastStep<A extends Action>(
  name: string,
  definition: Definition & { readonly action: A },
  reactions: Pick<Reactions, 'onCancel'> = {},
): FlowStep<A> {
  return linked({ name, ...definition, isEnd: true }, [], reactions) as FlowStep<A>;
}

/** A part that runs only under a condition. */
export function when(name: string, condition: Condition, part: Part, reactions: Reactions = {}): Part {
  return (next) => {
    const { entry, steps } = part(next);
    const inputs = { Choices: [{ ...condition, NextStep: entry.step.name }], Default: next.step.name };
    const branch = linked({ name, action: 'aws:branch', inputs }, [entry, next], reactions, next);
    return { entry: branch, steps: [branch, ...steps] };
  };
}

/** Continues under a condition, and otherwise with another step. */
export function unless(name: string, condition: Condition, otherwise: FlowStep, reactions: Reactions = {}): Part {
  return (next) => {
    const inputs = { Choices: [{ ...condition, NextStep: next.step.name }], Default: otherwise.step.name };
    return single(linked({ name, action: 'aws:branch', inputs }, [next, otherwise], reactions, next));
  };
}

/** Ends the execution, unless a condition leads to another step. */
export function endUnless(name: string, condition: Condition, target: FlowStep): FlowStep<'aws:branch'> {
  const inputs = { Choices: [{ ...condition, NextStep: target.step.name }] };
  return linked({ name, action: 'aws:branch', inputs, isEnd: true }, [target], {}) as FlowStep<'aws:branch'>;
}

/** Parts that run one after the other. */
export function sequence(...parts: readonly Part[]): Part {
  return (next) =>
    parts.reduceRight<ReturnType<Part>>(
      (rest, part) => {
        const { entry, steps } = part(rest.entry);
        return { entry, steps: [...steps, ...rest.steps] };
      },
      { entry: next, steps: [] },
    );
}

/** Steps that other steps go to, at this place in the document. */
export function aside(...steps: readonly FlowStep[]): Part {
  return (next) => ({ entry: next, steps });
}

/** A part that continues with the first of the given steps. */
export function complete(part: Part, ...[last, ...others]: Steps): Steps {
  return [...part(last).steps, last, ...others] as unknown as Steps;
}

/** Every step that can run after a step. */
export function followersOf(start: FlowStep): Set<FlowStep> {
  const found = new Set([start]);
  // A set can grow while it is iterated: new elements come last.
  for (const { followers } of found) for (const follower of followers) found.add(follower);
  return found;
}

function single(entry: FlowStep): ReturnType<Part> {
  return { entry, steps: [entry] };
}

function linked(
  properties: object,
  followers: readonly FlowStep[],
  { onFailure, onCancel }: Reactions,
  next?: FlowStep,
): FlowStep {
  const failure = onFailure === 'next' ? next : onFailure;
  return {
    step: {
      ...properties,
      ...(failure === undefined ? {} : { onFailure: `step:${failure.step.name}`, isCritical: true }),
      ...(onCancel === undefined ? {} : { onCancel: `step:${onCancel.step.name}` }),
    } as unknown as Step,
    followers: [...followers, ...[failure, onCancel].filter((one) => one !== undefined)],
  };
}
