import { randomUUID } from 'node:crypto';

import { arnOf } from '../../modules/core/naming';
import { Fault, type Input, type Operation } from '../operation';
import { tagList, tagsByKey } from '../tags';
import { addOperation, isActive, ordered, pending } from './stack-set-queue';
import {
  administratorOf,
  cloudFormation,
  onStackSet,
  pageFor,
  refuseUnless,
  type StackSetContext,
} from './stack-set-request';
import type { StackSet, StackSetsState } from './stack-set-state';
import { targetAccounts } from './stack-set-targets';
import { parseTemplate } from './stack-set-template';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BYTES = 51_200;
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

export const STACK_SETS: readonly Operation<StackSetContext['state']>[] = [
  cloudFormation('CreateStackSet', createStackSet),
  onStackSet('UpdateStackSet', updateStackSet),
  onStackSet('DescribeStackSet', (set) => ({ StackSet: describe(set) })),
  onStackSet('DeleteStackSet', (set, { state }) => {
    if (set.instances.length > 0) throw new Fault('StackSetNotEmptyException', 'StackSet is not empty', 409);
    refuseDuringOperation(set);
    state.stackSets.splice(state.stackSets.indexOf(set), 1);
    return {};
  }),
  cloudFormation('ListStackSets', async (context) => {
    const { state, region, input } = context;
    const account = await administratorOf(context);
    const own = state.stackSets.filter((set) => set.account === account && set.region === region);
    const { part, ...next } = pageFor(own, input, state);
    return { Summaries: part.map(summary), ...next };
  }),
];

async function createStackSet(context: StackSetContext) {
  const { input, state, region, moto } = context;
  const account = await administratorOf(context);
  const { StackSetName: name, PermissionModel = 'SELF_MANAGED', AutoDeployment, ManagedExecution } = input;
  refuseUnless(
    NAME.test(name),
    `1 validation error detected: Value '${name}' at 'stackSetName' failed to satisfy constraint`,
  );
  if (state.stackSets.some((set) => set.account === account && set.region === region && set.name === name)) {
    throw new Fault('NameAlreadyExistsException', `StackSet ${name} already exists`, 409);
  }
  refuseServiceManaged({ PermissionModel, AutoDeployment }, account, state);
  const template = templateOf(input);
  const { Capabilities: capabilities = [], Tags = [], Description: description } = input;
  refuseCapabilities(template, capabilities);
  const set: StackSet = {
    account,
    region,
    id: `${name}:${randomUUID()}`,
    name,
    description,
    template,
    capabilities,
    tags: tagsByKey(Tags),
    administrationRoleArn: input['AdministrationRoleARN'],
    executionRoleName: input['ExecutionRoleName'],
    permissionModel: PermissionModel,
    autoDeployment: autoDeployment(AutoDeployment),
    managedExecution: ManagedExecution?.Active === 'true',
    instances: [],
    operations: [],
    targets: { organizationalUnitIds: [], regions: [] },
    moto,
  };
  state.stackSets.push(set);
  return { StackSetId: set.id };
}

/** A changed template makes every instance OUTDATED before the operation reaches it. */
async function updateStackSet(set: StackSet, { input, state, clock }: StackSetContext) {
  if (!set.managedExecution) refuseDuringOperation(set);
  const { PermissionModel = set.permissionModel, AutoDeployment, ManagedExecution, OperationId = randomUUID() } = input;
  refuseUnless(
    PermissionModel === set.permissionModel || set.instances.length === 0,
    'PermissionModel cannot be changed while the stack set has instances',
  );
  refuseServiceManaged({ PermissionModel, AutoDeployment }, set.account, state);
  refuseUsedId(set, OperationId);
  const template = input['UsePreviousTemplate'] === 'true' ? set.template : templateOf(input);
  const { Capabilities: capabilities = [], Tags, Description, DeploymentTargets, Regions } = input;
  refuseCapabilities(template, capabilities);
  if (template !== set.template) for (const instance of set.instances) instance.status = 'OUTDATED';
  Object.assign(set, {
    template,
    capabilities,
    description: Description ?? set.description,
    // Without tags, those of the set remain; an empty list removes them.
    tags: Tags === undefined ? set.tags : tagsByKey(Array.isArray(Tags) ? Tags : []),
    permissionModel: PermissionModel,
    administrationRoleArn: input['AdministrationRoleARN'] ?? set.administrationRoleArn,
    executionRoleName: input['ExecutionRoleName'] ?? set.executionRoleName,
    autoDeployment: AutoDeployment === undefined ? set.autoDeployment : autoDeployment(AutoDeployment),
    managedExecution: ManagedExecution === undefined ? set.managedExecution : ManagedExecution.Active === 'true',
  });
  const accounts = DeploymentTargets === undefined ? undefined : await targetAccounts(DeploymentTargets, set.moto);
  const reached = set.instances
    .filter(({ account }) => accounts?.some((one) => one.account === account) ?? true)
    .filter(({ region }) => Regions === undefined || (Regions as string[]).includes(region));
  const preferences = input['OperationPreferences'] ?? {};
  const results = ordered(
    reached.map(({ account, region, organizationalUnitId = '' }) => pending({ account, organizationalUnitId }, region)),
    preferences,
  );
  const added = { id: OperationId, action: 'UPDATE', preferences, retainStacks: false, automatic: false } as const;
  addOperation(set, added, { results, now: clock.now() });
  return { OperationId };
}

export function refuseDuringOperation(set: StackSet): void {
  const active = set.operations.find(isActive);
  if (!active) return;
  throw new Fault('OperationInProgressException', `Another Operation on StackSet ${set.id} is in progress`, 409);
}

export function refuseUsedId(set: StackSet, id: string): void {
  if (!set.operations.some((one) => one.id === id)) return;
  throw new Fault('OperationIdAlreadyExistsException', `Operation with id ${id} already exists`, 409);
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html */
function refuseServiceManaged(
  { PermissionModel, AutoDeployment }: Input,
  account: string,
  state: StackSetsState,
): void {
  if (PermissionModel === 'SERVICE_MANAGED') {
    refuseUnless(
      state.organizationsAccess.has(account),
      'You must enable organizations access to operate a service managed stack set',
    );
    return;
  }
  refuseUnless(AutoDeployment === undefined, 'AutoDeployment is only supported by service managed stack sets');
}

function autoDeployment(written: Input | undefined): StackSet['autoDeployment'] {
  const { Enabled, RetainStacksOnAccountRemoval } = written ?? {};
  return { enabled: Enabled === 'true', retainStacks: RetainStacksOnAccountRemoval === 'true' };
}

function templateOf({ TemplateBody }: Input): string {
  refuseUnless(typeof TemplateBody === 'string', 'Either Template URL or Template Body must be specified.');
  refuseUnless(
    Buffer.byteLength(TemplateBody) <= MOST_BYTES,
    `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MOST_BYTES}`,
  );
  parseTemplate(TemplateBody);
  return TemplateBody;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities */
function refuseCapabilities(template: string, capabilities: readonly string[]): void {
  const resources = Object.values(parseTemplate(template).Resources).filter(({ Type }) =>
    Type.startsWith('AWS::IAM::'),
  );
  if (resources.length === 0 || capabilities.includes('CAPABILITY_NAMED_IAM')) return;
  throw new Fault('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]');
}

function describe(set: StackSet) {
  return {
    ...summary(set),
    DriftStatus: undefined,
    StackSetARN: arnOf('cloudformation', { accountId: set.account, region: set.region }, `stackset/${set.id}`),
    TemplateBody: set.template,
    Parameters: [],
    Capabilities: set.capabilities,
    Tags: tagList(set.tags),
    AdministrationRoleARN: set.administrationRoleArn,
    ExecutionRoleName: set.executionRoleName,
    OrganizationalUnitIds: set.targets.organizationalUnitIds,
    Regions: set.targets.regions,
  };
}

function summary(set: StackSet) {
  const { enabled, retainStacks } = set.autoDeployment;
  const isServiceManaged = set.permissionModel === 'SERVICE_MANAGED';
  return {
    StackSetName: set.name,
    StackSetId: set.id,
    Description: set.description,
    Status: 'ACTIVE',
    PermissionModel: set.permissionModel,
    AutoDeployment: isServiceManaged
      ? { Enabled: enabled, RetainStacksOnAccountRemoval: enabled ? retainStacks : undefined }
      : undefined,
    DriftStatus: 'NOT_CHECKED',
    ManagedExecution: { Active: set.managedExecution },
  };
}
