import type { Fault, MotoClient, Place } from '../operation';
import type { Tags } from '../tags';

/** What a template created under a logical ID in one account and region. */
export interface StackResource {
  readonly type: string;
  /** The evaluated properties. */
  readonly properties: Readonly<Record<string, any>>;
  /** What `Ref` returns. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` returns, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly deletionPolicy: string;
}

/** A stack of the set in one account and region. */
export interface StackInstance extends Place {
  stackId?: string;
  /** The root or OU whose deployment created it. */
  readonly organizationalUnitId?: string;
  status: 'CURRENT' | 'OUTDATED' | 'INOPERABLE';
  detailedStatus: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'SKIPPED_SUSPENDED_ACCOUNT';
  statusReason?: string;
  lastOperationId?: string;
  /** By logical ID. */
  resources: Record<string, StackResource>;
}

/** One account and region of an operation. */
export interface OperationResult extends Place {
  readonly organizationalUnitId?: string;
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  statusReason?: string;
}

/** How an operation proceeds, as its caller wrote it. */
export interface OperationPreferences {
  readonly RegionConcurrencyType?: 'SEQUENTIAL' | 'PARALLEL';
  readonly RegionOrder?: readonly string[];
  readonly FailureToleranceCount?: string;
  readonly FailureTolerancePercentage?: string;
  readonly MaxConcurrentCount?: string;
  readonly MaxConcurrentPercentage?: string;
  readonly ConcurrencyMode?: 'STRICT_FAILURE_TOLERANCE' | 'SOFT_FAILURE_TOLERANCE';
}

export interface StackSetOperation {
  readonly id: string;
  readonly action: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly preferences: OperationPreferences;
  readonly retainStacks: boolean;
  /** Automatic deployments have neither preferences nor a failure tolerance. */
  readonly automatic: boolean;
  readonly created: Date;
  ended?: Date;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'STOPPING' | 'STOPPED' | 'QUEUED';
  /** In the order of deployment. */
  readonly results: OperationResult[];
  /** When the next instances are ready. */
  next?: Date;
}

/** A StackSet of an account and region, which administers it. */
export interface StackSet extends Place {
  readonly id: string;
  readonly name: string;
  description?: string;
  template: string;
  capabilities: readonly string[];
  tags: Tags;
  administrationRoleArn?: string;
  executionRoleName?: string;
  permissionModel: 'SERVICE_MANAGED' | 'SELF_MANAGED';
  autoDeployment: { readonly enabled: boolean; readonly retainStacks: boolean };
  managedExecution: boolean;
  readonly instances: StackInstance[];
  readonly operations: StackSetOperation[];
  /** What new accounts get. */
  readonly targets: { organizationalUnitIds: string[]; regions: string[] };
  /** Calls moto as the account that administers the set. */
  readonly moto: MotoClient;
}

/** An account or a region where stacks fail, such as by a service control policy. */
interface StackRefusal {
  readonly account?: string;
  readonly region?: string;
  readonly fault: Fault;
}

export interface StackSetsState {
  readonly stackSets: StackSet[];
  /** Accounts that activated trusted access between StackSets and Organizations. */
  readonly organizationsAccess: Set<string>;
  /** Seconds that each step of an operation takes. */
  stackSetSeconds: number;
  /** Tests write it. */
  readonly stackRefusals: StackRefusal[];
  /** Whether accounts joined, moved or left since the last automatic deployment. */
  organizationChanged: boolean;
  /** The progress of operations: one request continues them at a time. */
  stackSetProgress: Promise<unknown>;
}

export function emptyStackSets(): StackSetsState {
  return {
    stackSets: [],
    organizationsAccess: new Set(),
    stackSetSeconds: 5,
    stackRefusals: [],
    organizationChanged: false,
    stackSetProgress: Promise.resolve(),
  };
}
