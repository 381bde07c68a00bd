import { randomBytes, randomUUID } from 'node:crypto';

import { Fault, isHere, page, type Input, type Operation, type OperationContext, type Place } from '../operation';
import { type Tags, tagsByKey } from '../tags';
import { refuseInvalid, refuseMissing, REQUIRED } from './maintenance-window-input';

const API = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_';

/** A window, a target or a task, as AWS describes it. */
type Described = Record<string, any>;

/** A window with its targets and tasks. */
export interface Window extends Place {
  readonly id: string;
  described: Described;
  tags: Tags;
  /** By ID. */
  readonly targets: Map<string, Described>;
  /** By ID. */
  readonly tasks: Map<string, Described>;
}

export interface MaintenanceWindowsState {
  readonly maintenanceWindows: Window[];
}

export function emptyMaintenanceWindows(): MaintenanceWindowsState {
  return { maintenanceWindows: [] };
}

export type Context = OperationContext<MaintenanceWindowsState>;

/** An operation of AWS Systems Manager. */
export const windowOperation = (
  name: string,
  answer: (context: Context) => unknown,
): Operation<MaintenanceWindowsState> => ({
  action: `ssm:${name}`,
  page: `${API}${name}.html`,
  answer,
});

/**
 * Windows, their targets and tasks. moto cannot update them, finds no target by its ID, and forgets
 * the parameters of a task.
 */
export const MAINTENANCE_WINDOWS: readonly Operation<MaintenanceWindowsState>[] = [
  windowOperation('CreateMaintenanceWindow', ({ account, region, input, state, clock }) => {
    const { Tags = [], ClientToken: _, ...described } = input;
    refuseInvalid(described, REQUIRED);
    const id = `mw-${randomBytes(9).toString('hex').slice(1)}`;
    const at = clock.now().getTime() / 1000;
    state.maintenanceWindows.push({
      account,
      region,
      id,
      described: { WindowId: id, Enabled: true, CreatedDate: at, ModifiedDate: at, ...described },
      tags: tagsByKey(Tags),
      targets: new Map(),
      tasks: new Map(),
    });
    return { WindowId: id };
  }),
  windowOperation('GetMaintenanceWindow', (context) => windowOf(context).described),
  windowOperation('UpdateMaintenanceWindow', (context) => {
    const window = windowOf(context);
    refuseInvalid(context.input, context.input['Replace'] === true ? REQUIRED : []);
    const at = context.clock.now().getTime() / 1000;
    const kept = { CreatedDate: window.described['CreatedDate'], Enabled: window.described['Enabled'] };
    window.described = { ...updated(window.described, context.input, kept), ModifiedDate: at };
    return window.described;
  }),
  windowOperation('DeleteMaintenanceWindow', (context) => {
    const { input, state } = context;
    const position = state.maintenanceWindows.findIndex((one) => isHere(one, context) && one.id === input['WindowId']);
    if (position >= 0) state.maintenanceWindows.splice(position, 1);
    return { WindowId: input['WindowId'] };
  }),
  windowOperation('DescribeMaintenanceWindows', (context) => {
    const own = context.state.maintenanceWindows.filter((one) => isHere(one, context));
    return listed(
      'WindowIdentities',
      own.map(({ described }) => described),
      context,
    );
  }),

  windowOperation('RegisterTargetWithMaintenanceWindow', (context) => {
    refuseMissing(context.input, ['ResourceType', 'Targets']);
    return register(context, 'targets', 'WindowTargetId');
  }),
  windowOperation('DescribeMaintenanceWindowTargets', (context) =>
    listed(
      'Targets',
      [...windowOf(context).targets.values()].map(withType),
      context,
      ({ Type: _, ...target }) => target,
    ),
  ),
  windowOperation('UpdateMaintenanceWindowTarget', (context) => update(context, 'targets', 'WindowTargetId')),
  windowOperation('DeregisterTargetFromMaintenanceWindow', (context) => {
    const { WindowTargetId, Safe = false } = context.input;
    const needed: Described[] = [...windowOf(context).tasks.values()].flatMap(({ Targets = [] }) => Targets);
    const inUse = needed.some(
      ({ Key, Values = [] }) => Key === 'WindowTargetIds' && [Values].flat().includes(WindowTargetId),
    );
    if (inUse && Safe === true) throw new Fault('TargetInUseException', 'The target is still referenced by a task.');
    return deregister(context, 'targets', 'WindowTargetId');
  }),

  windowOperation('RegisterTaskWithMaintenanceWindow', (context) => {
    refuseMissing(context.input, ['TaskArn', 'TaskType']);
    // Tasks without targets run once.
    const once = (context.input['Targets'] ?? []).length === 0 ? { MaxConcurrency: '1', MaxErrors: '1' } : {};
    return register(context, 'tasks', 'WindowTaskId', once);
  }),
  windowOperation('GetMaintenanceWindowTask', (context) => partOf(context, 'tasks', 'WindowTaskId')),
  windowOperation('DescribeMaintenanceWindowTasks', (context) => {
    const tasks = [...windowOf(context).tasks.values()];
    return listed('Tasks', tasks, context, ({ TaskInvocationParameters: _, TaskType: Type, ...task }) => ({
      ...task,
      Type,
    }));
  }),
  windowOperation('UpdateMaintenanceWindowTask', (context) => update(context, 'tasks', 'WindowTaskId')),
  windowOperation('DeregisterTaskFromMaintenanceWindow', (context) => deregister(context, 'tasks', 'WindowTaskId')),
];

type Parts = 'targets' | 'tasks';
type PartId = 'WindowTargetId' | 'WindowTaskId';

/** @throws {Fault} when the window does not exist */
export function windowOf(context: Context, id: unknown = context.input['WindowId']): Window {
  const found = context.state.maintenanceWindows.find((one) => isHere(one, context) && one.id === id);
  if (!found) throw new Fault('DoesNotExistException', `Maintenance window ${String(id)} doesn't exist.`);
  return found;
}

function register(context: Context, parts: Parts, idName: PartId, added: Described = {}): Described {
  const { WindowId, ClientToken: _, ...described } = context.input;
  const window = windowOf(context);
  const id = randomUUID();
  window[parts].set(id, { WindowId, [idName]: id, ...described, ...added });
  return { [idName]: id };
}

function partOf(context: Context, parts: Parts, idName: PartId): Described {
  const id = context.input[idName];
  const found = windowOf(context)[parts].get(id);
  if (!found) throw new Fault('DoesNotExistException', `${id} doesn't exist.`);
  return found;
}

function update(context: Context, parts: Parts, idName: PartId): Described {
  const part = partOf(context, parts, idName);
  const changed = updated(part, context.input, { ResourceType: part['ResourceType'], TaskType: part['TaskType'] });
  windowOf(context)[parts].set(context.input[idName], changed);
  return changed;
}

function deregister(context: Context, parts: Parts, idName: PartId): Described {
  partOf(context, parts, idName);
  windowOf(context)[parts].delete(context.input[idName]);
  return { WindowId: context.input['WindowId'], [idName]: context.input[idName] };
}

/**
 * With `Replace`, what the request does not contain is removed.
 *
 * @param kept what a request cannot remove
 */
function updated(described: Described, { Replace = false, ...input }: Input, kept: Described): Described {
  return Replace === true ? { ...kept, ...input } : { ...described, ...input };
}

/** A page of what the filters select, as the list shows it. */
function listed(
  name: string,
  all: readonly Described[],
  { input, state }: Context,
  show: (one: Described) => Described = (one) => one,
): Described {
  const filters: { readonly Key: string; readonly Values: readonly string[] }[] = input['Filters'] ?? [];
  const found = all.filter((one) => filters.every(({ Key, Values }) => Values.includes(String(one[Key]))));
  const { part, ...next } = page(found, input['NextToken'], state);
  return { [name]: part.map(show), ...next };
}

/** The filter `Type` of targets is their `ResourceType`. */
function withType(target: Described): Described {
  return { ...target, Type: target['ResourceType'] };
}
