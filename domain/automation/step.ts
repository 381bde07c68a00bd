export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html */
export interface StepOutput {
  readonly Name: string;
  /** JSONPath of the operators that Automation documents: `.`, `..` and `[n]`. */
  readonly Selector: string;
  readonly Type: 'String' | 'StringList' | 'Integer' | 'Boolean' | 'StringMap' | 'MapList';
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
interface SharedProperties {
  readonly name: string;
  readonly description?: string;
  /** @default 1 */
  readonly maxAttempts?: number;
  /** @default - the action's default */
  readonly timeoutSeconds?: number;
  /** @default Abort */
  readonly onFailure?: 'Abort' | 'Continue' | `step:${string}`;
  /**
   * What to do when a user cancels the execution during this step: Automation then gives the steps two minutes.
   * @default Abort
   */
  readonly onCancel?: 'Abort' | `step:${string}`;
  /** Whether a failure fails the execution: AWS evaluates it only if the document states it. */
  readonly isCritical?: boolean;
  readonly outputs?: readonly StepOutput[];
}

/** Where an execution goes after a step. Every step states it, so that inserting a step changes no other one. */
type After = Continues | Ends;

interface Continues {
  readonly nextStep: string;
  readonly isEnd?: never;
}

interface Ends {
  readonly isEnd: true;
  readonly nextStep?: never;
}

/** A step that waits states how long: an hour, the default, suits none. */
interface Waiting {
  readonly timeoutSeconds: number;
}

type Inputs = Readonly<Record<string, Json>>;

type Doing<Action extends string, I> = SharedProperties & After & { readonly action: Action; readonly inputs: I };

type ApiCall = Inputs & { readonly Service: string; readonly Api: string };

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html */
type ExecuteAwsApi = Doing<'aws:executeAwsApi', ApiCall>;

type PropertyOfResource = ApiCall & { readonly PropertySelector: string; readonly DesiredValues: readonly string[] };

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html */
type WaitForAwsResourceProperty = Doing<'aws:waitForAwsResourceProperty', PropertyOfResource> & Waiting;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html */
type AssertAwsResourceProperty = Doing<'aws:assertAwsResourceProperty', PropertyOfResource>;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-changestate.html */
type ChangeInstanceState = Doing<
  'aws:changeInstanceState',
  {
    readonly InstanceIds: readonly string[];
    readonly DesiredState: 'running' | 'stopped' | 'terminated';
    readonly CheckStateOnly?: boolean;
    readonly Force?: boolean;
  }
> &
  Waiting;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html */
type CreateTags = Doing<
  'aws:createTags',
  {
    readonly ResourceType?: 'EC2' | 'ManagedInstance' | 'MaintenanceWindow' | 'Parameter';
    readonly ResourceIds: readonly string[];
    readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
  }
>;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
type Sleep = Doing<'aws:sleep', { readonly Duration: string }>;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html */
type InvokeLambdaFunction = Doing<
  'aws:invokeLambdaFunction',
  { readonly FunctionName: string; readonly Payload?: string; readonly InputPayload?: Inputs }
>;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html */
type ExecuteScript = Doing<
  'aws:executeScript',
  { readonly Runtime: string; readonly Handler: string; readonly Script: string; readonly InputPayload: Inputs }
>;

/** A step of any other action, such as one that an environment adds (S13). */
type OtherStep = Doing<
  'aws:approve' | 'aws:executeAutomation' | 'aws:executeStateMachine' | 'aws:pause' | 'aws:runCommand',
  Inputs
>;

/** One comparison with a value. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html */
type Comparison = { readonly Variable: string } & (
  | { readonly StringEquals: string }
  | { readonly EqualsIgnoreCase: string }
  | { readonly StartsWith: string }
  | { readonly EndsWith: string }
  | { readonly Contains: string }
  | { readonly NumericEquals: number }
  | { readonly NumericGreater: number }
  | { readonly NumericLesser: number }
  | { readonly NumericGreaterOrEquals: number }
  | { readonly NumericLesserOrEquals: number }
  | { readonly BooleanEquals: boolean }
);

export type Condition =
  | Comparison
  | { readonly And: readonly Condition[] }
  | { readonly Or: readonly Condition[] }
  | { readonly Not: Condition };

/**
 * Where no choice applies, the execution goes to `Default`, or ends.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html
 */
export type BranchStep = Omit<SharedProperties, 'outputs'> & {
  readonly action: 'aws:branch';
  readonly inputs: {
    readonly Choices: readonly (Condition & { readonly NextStep: string })[];
    readonly Default?: string;
  };
  readonly isEnd?: true;
  readonly nextStep?: never;
  readonly outputs?: never;
};

/** A step of a runbook of schema 0.3, with the property names of the document. */
export type Step =
  | ExecuteAwsApi
  | WaitForAwsResourceProperty
  | AssertAwsResourceProperty
  | ChangeInstanceState
  | CreateTags
  | Sleep
  | InvokeLambdaFunction
  | ExecuteScript
  | BranchStep
  | OtherStep;
