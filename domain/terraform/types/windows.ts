import { becoming } from '../changes/judges';
import { high, medium } from '../changes/rule';
import { scheduleChange } from '../changes/schedule';
import {
  CLAIMS_UNTAGGED,
  type DeployedNames,
  onlyTagged,
  passRoles,
  type Permission,
  scopedByTags,
} from '../permission';
import { type Concern, type ResourceName, terraformType } from '../terraform-type';
import { GENERAL, ownerTag } from './general';

export const WINDOW_RULES = {
  windowRemoved: high('window-removed', {
    finds: 'a removed maintenance window, target or task',
    why: 'the instances of the group are no longer backed up',
    remedy: 'keep window, target and task',
  }),
  windowOff: high('window-off', {
    finds: 'a maintenance window that is disabled, has an end date, or allows unregistered targets',
    why: 'the instances of the group are not backed up, or others are',
    remedy: 'keep it enabled, and for registered targets only',
  }),
  windowChanged: medium('window-settings-changed', {
    finds: 'another duration, cutoff, priority or concurrency of a maintenance window',
    why: 'instances may wait until the next window',
    remedy: 'check that all instances fit into the window',
  }),
  windowTarget: high('window-target-other', {
    finds: 'a maintenance window for other instances',
    why: 'instances that are no longer targets are not backed up, and nothing fails',
    remedy: 'find the instances that only the old target matches',
  }),
  task: high('window-task-other', {
    finds: 'a task with another document, version, parameter or role, or a lower error limit',
    why: 'instances may not be backed up, or the task may do more to them',
    remedy: 'run it once for one instance',
  }),
};

const schedule = scheduleChange({ schedule: ['schedule'], timezone: ['schedule_timezone'], depth: 1 });

const CREATE_WINDOW = 'ssm:CreateMaintenanceWindow';

const arn = ({ account, region, name }: ResourceName): string => `arn:aws:ssm:${region}:${account}:${name}`;
/** Their IDs do not reveal whose they are, and AWS assigns them when it creates them. */
const shared = { arn, permissionSet: 'systems-manager', names: () => ['maintenancewindow/*'] } as const;

/** A window gets its ID only when it is created. */
function windowPermissions(deployed: DeployedNames, own: Permission): Permission[] {
  const scoped = scopedByTags(deployed, own, { create: CREATE_WINDOW, tag: 'ssm:AddTagsToResource' });
  return scoped.map((one) => (one.actions.includes(CREATE_WINDOW) ? { ...one, resources: ['*'] } : one));
}

const OF_WINDOW = 'targets and tasks can have no tags; AWS also checks their window, which has them';

/** AWS checks the window, which has tags, and if it changes or removes a part, also that part, which can have none. */
function partPermissions(deployed: DeployedNames, own: Permission): Permission[] {
  const { account, region } = deployed;
  return [
    ...onlyTagged(deployed, own),
    {
      sid: 'WindowParts',
      actions: own.actions.filter((action) => !action.startsWith('ssm:Register')),
      resources: ['windowtarget/*', 'windowtask/*'].map((name) => arn({ account, region, name })),
    },
  ];
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html */
export const WINDOWS: Concern = {
  title: 'Maintenance windows',
  rules: Object.values(WINDOW_RULES),
  types: [
    terraformType('aws_ssm_maintenance_window', {
      importId: '{id}',
      ...shared,
      actions: {
        create: [CREATE_WINDOW, 'ssm:AddTagsToResource'],
        read: ['ssm:GetMaintenanceWindow', 'ssm:ListTagsForResource'],
        list: ['ssm:DescribeMaintenanceWindows'],
        update: ['ssm:RemoveTagsFromResource', 'ssm:UpdateMaintenanceWindow'],
        destroy: ['ssm:DeleteMaintenanceWindow'],
      },
      permissions: windowPermissions,
      unscoped: { 'ssm:AddTagsToResource': CLAIMS_UNTAGGED },
      replacedBy: [],
      removed: WINDOW_RULES.windowRemoved,
      changes: {
        name: WINDOW_RULES.windowChanged,
        'tags_all/*': ownerTag,
        description: GENERAL.noEffect,
        schedule,
        schedule_timezone: schedule,
        schedule_offset: WINDOW_RULES.windowChanged,
        enabled: becoming(false, WINDOW_RULES.windowOff, WINDOW_RULES.windowChanged),
        start_date: WINDOW_RULES.windowOff,
        end_date: WINDOW_RULES.windowOff,
        allow_unassociated_targets: becoming(true, WINDOW_RULES.windowOff, WINDOW_RULES.windowChanged),
        duration: WINDOW_RULES.windowChanged,
        cutoff: WINDOW_RULES.windowChanged,
      },
    }),
    terraformType('aws_ssm_maintenance_window_target', {
      importId: '{window_id}/{id}',
      ...shared,
      actions: {
        create: ['ssm:RegisterTargetWithMaintenanceWindow'],
        read: ['ssm:DescribeMaintenanceWindowTargets'],
        update: ['ssm:UpdateMaintenanceWindowTarget'],
        destroy: ['ssm:DeregisterTargetFromMaintenanceWindow'],
      },
      unscoped: {
        'ssm:DeregisterTargetFromMaintenanceWindow': OF_WINDOW,
        'ssm:UpdateMaintenanceWindowTarget': OF_WINDOW,
      },
      permissions: partPermissions,
      replacedBy: ['window_id', 'resource_type', 'name', 'description'],
      removed: WINDOW_RULES.windowRemoved,
      changes: {
        name: GENERAL.replaced,
        description: GENERAL.replaced,
        owner_information: GENERAL.noEffect,
        window_id: WINDOW_RULES.windowTarget,
        resource_type: WINDOW_RULES.windowTarget,
        'targets/**': WINDOW_RULES.windowTarget,
      },
    }),
    terraformType('aws_ssm_maintenance_window_task', {
      importId: '{window_id}/{id}',
      ...shared,
      actions: {
        create: ['ssm:RegisterTaskWithMaintenanceWindow'],
        read: ['ssm:GetMaintenanceWindowTask'],
        update: ['ssm:UpdateMaintenanceWindowTask'],
        destroy: ['ssm:DeregisterTaskFromMaintenanceWindow'],
      },
      unscoped: { 'ssm:DeregisterTaskFromMaintenanceWindow': OF_WINDOW, 'ssm:UpdateMaintenanceWindowTask': OF_WINDOW },
      permissions: (deployed, own) => [...partPermissions(deployed, own), passRoles(deployed)],
      replacedBy: ['window_id', 'task_type'],
      removed: WINDOW_RULES.windowRemoved,
      changes: {
        name: GENERAL.noEffect,
        description: GENERAL.noEffect,
        priority: WINDOW_RULES.windowChanged,
        max_concurrency: WINDOW_RULES.windowChanged,
        cutoff_behavior: WINDOW_RULES.windowChanged,
        max_errors: WINDOW_RULES.task,
        window_id: WINDOW_RULES.windowTarget,
        'targets/**': WINDOW_RULES.windowTarget,
        task_arn: WINDOW_RULES.task,
        task_type: WINDOW_RULES.task,
        service_role_arn: WINDOW_RULES.task,
        'task_invocation_parameters/**': WINDOW_RULES.task,
      },
    }),
  ],
};
