import { randomBytes, randomUUID } from 'node:crypto';

import {
  Fault,
  FORWARD,
  isHere,
  page,
  type Input,
  type Operation,
  type OperationContext,
  type Place,
} from '../operation';

const API = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_';

/** A window, target or task, as AWS describes it. */
type Described = Record<string, any>;

interface Window extends Place {
  readonly id: string;
  described: Described;
  tags: Readonly<Record<string, string>>;
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

type Context = OperationContext<MaintenanceWindowsState>;

const operation = (name: string, answer: (context: Context) => unknown): Operation<MaintenanceWindowsState> => ({
  action: `ssm:${name}`,
  page: `${API}${name}.html`,
  answer,
});

const isTagged = ({ ResourceType }: Input): boolean => ResourceType === 'MaintenanceWindow';

/**
 * Windows, their targets and tasks, and the tags of windows. moto cannot update them, finds no target by its ID, and forgets
 * the parameters of a task.
 */
export const MAINTENANCE_WINDOWS: readonly Operation<MaintenanceWindowsState>[] = [
  operation('CreateMaintenanceWindow', ({ account, region, input, state, clock }) => {
    const { Tags = [], ClientToken: _, ...described } = input;
    const id = `mw-${randomBytes(9).toString('hex').slice(1)}`;
    const at = clock.now().getTime() / 1000;
    state.maintenanceWindows.push({
      account,
      region,
      id,
      described: { WindowId: id, Enabled: true, CreatedDate: at, ModifiedDate: at, ...described },
      tags: byKey(Tags),
      targets: new Map(),
      tasks: new Map(),
    });
    return { WindowId: id };
  }),
  operation('GetMaintenanceWindow', (context) => windowOf(context).described),
  operation('UpdateMaintenanceWindow', (context) => {
    const window = windowOf(context);
    const at = context.clock.now().getTime() / 1000;
    const kept = { CreatedDate: window.described['CreatedDate'], Enabled: window.described['Enabled'] };
    window.described = { ...updated(window.described, context.input, kept), ModifiedDate: at };
    return window.described;
  }),
  operation('DeleteMaintenanceWindow', (context) => {
    const { input, state } = context;
    const position = state.maintenanceWindows.findIndex((one) => isHere(one, context) && one.id === input['WindowId']);
    if (position >= 0) state.maintenanceWindows.splice(position, 1);
    return { WindowId: input['WindowId'] };
  }),
  operation('DescribeMaintenanceWindows', (context) => {
    const own = context.state.maintenanceWindows.filter((one) => isHere(one, context));
    return listed(
      'WindowIdentities',
      own.map(({ described }) => described),
      context,
    );
  }),

  operation('RegisterTargetWithMaintenanceWindow', (context) => register(context, 'targets', 'WindowTargetId')),
  operation('DescribeMaintenanceWindowTargets', (context) =>
    listed('Targets', [...windowOf(context).targets.values()], context),
  ),
  operation('UpdateMaintenanceWindowTarget', (context) => update(context, 'targets', 'WindowTargetId')),
  operation('DeregisterTargetFromMaintenanceWindow', (context) => {
    const { WindowTargetId, Safe = false } = context.input;
    const needed: Described[] = [...windowOf(context).tasks.values()].flatMap(({ Targets = [] }) => Targets);
    const inUse = needed.some(
      ({ Key, Values = [] }) => Key === 'WindowTargetIds' && [Values].flat().includes(WindowTargetId),
    );
    if (inUse && Safe === true) throw new Fault('TargetInUseException', 'The target is still referenced by a task.');
    return deregister(context, 'targets', 'WindowTargetId');
  }),

  operation('RegisterTaskWithMaintenanceWindow', (context) => register(context, 'tasks', 'WindowTaskId')),
  operation('GetMaintenanceWindowTask', (context) => partOf(context, 'tasks', 'WindowTaskId')),
  operation('DescribeMaintenanceWindowTasks', (context) => {
    const tasks = [...windowOf(context).tasks.values()].map(
      ({ TaskInvocationParameters: _, TaskType: Type, ...task }) => ({ ...task, Type }),
    );
    return listed('Tasks', tasks, context);
  }),
  operation('UpdateMaintenanceWindowTask', (context) => update(context, 'tasks', 'WindowTaskId')),
  operation('DeregisterTaskFromMaintenanceWindow', (context) => deregister(context, 'tasks', 'WindowTaskId')),

  operation('ListTagsForResource', (context) => {
    if (!isTagged(context.input)) return FORWARD;
    return { TagList: Object.entries(taggedWindow(context).tags).map(([Key, Value]) => ({ Key, Value })) };
  }),
  operation('AddTagsToResource', (context) => {
    if (!isTagged(context.input)) return FORWARD;
    const window = taggedWindow(context);
    window.tags = { ...window.tags, ...byKey(context.input['Tags']) };
    return {};
  }),
  operation('RemoveTagsFromResource', (context) => {
    if (!isTagged(context.input)) return FORWARD;
    const window = taggedWindow(context);
    const removed = new Set(context.input['TagKeys']);
    window.tags = Object.fromEntries(Object.entries(window.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),
];

type Parts = 'targets' | 'tasks';
type PartId = 'WindowTargetId' | 'WindowTaskId';

function windowOf(context: Context, id: unknown = context.input['WindowId']): Window {
  const found = context.state.maintenanceWindows.find((one) => isHere(one, context) && one.id === id);
  if (!found) throw new Fault('DoesNotExistException', `Maintenance window ${String(id)} doesn't exist.`);
  return found;
}

function taggedWindow(context: Context): Window {
  const id = context.input['ResourceId'];
  try {
    return windowOf(context, id);
  } catch {
    throw new Fault('InvalidResourceId', `The resource ID ${id} is not valid.`);
  }
}

function register(context: Context, parts: Parts, idName: PartId): Described {
  const { WindowId, ClientToken: _, ...described } = context.input;
  const window = windowOf(context);
  const id = randomUUID();
  window[parts].set(id, { WindowId, [idName]: id, ...described });
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

/** A page of what the filters select. */
function listed(name: string, all: readonly Described[], { input, state }: Context): Described {
  const filters: { readonly Key: string; readonly Values: readonly string[] }[] = input['Filters'] ?? [];
  const found = all.filter((one) => filters.every(({ Key, Values }) => Values.includes(String(one[Key]))));
  const { part, ...next } = page(found, input['NextToken'], state);
  return { [name]: part, ...next };
}

function byKey(tags: readonly { readonly Key: string; readonly Value: string }[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
