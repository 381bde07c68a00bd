import { SsmMaintenanceWindow } from '@cdktf/provider-aws/lib/ssm-maintenance-window';
import { SsmMaintenanceWindowTarget } from '@cdktf/provider-aws/lib/ssm-maintenance-window-target';
import { SsmMaintenanceWindowTask } from '@cdktf/provider-aws/lib/ssm-maintenance-window-task';
import { Construct } from 'constructs';

import { BACKUP_GROUP_TAG } from '../../domain/ssm-backup/tags';
import { MOST_AT_ONCE } from '../../domain/ssm-backup/window-capacity';
import { windowDescription } from '../../domain/ssm-backup/window-description';

export interface BackupWindowProps {
  readonly name: string;
  /** `cron(...)`, in the time zone. */
  readonly schedule: string;
  readonly timezone: string;
  readonly durationHours: number;
  /** How long before its end the window stops starting automations. */
  readonly cutoffHours: number;
  /** The value of the tag BackupGroup of the instances that are backed up. */
  readonly group: string;
  /** The name of the automation document. */
  readonly documentName: string;
  /** The role as which the window starts it. */
  readonly roleArn: string;
}

/**
 * Starts the automation for every instance of a group, to the minute (S8).
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html
 */
export class BackupWindow extends Construct {
  constructor(scope: Construct, id: string, props: BackupWindowProps) {
    super(scope, id);
    const { id: windowId } = new SsmMaintenanceWindow(this, 'window', {
      name: props.name,
      description: windowDescription(props.group),
      schedule: props.schedule,
      scheduleTimezone: props.timezone,
      duration: props.durationHours,
      cutoff: props.cutoffHours,
      allowUnassociatedTargets: false,
      tags: { Name: props.name },
    });
    const target = new SsmMaintenanceWindowTarget(this, 'target', {
      windowId,
      name: 'tg-ssm-backup',
      description: 'The instances to back up',
      resourceType: 'INSTANCE',
      targets: [{ key: `tag:${BACKUP_GROUP_TAG}`, values: [props.group] }],
    });
    new SsmMaintenanceWindowTask(this, 'task', {
      windowId,
      name: 'EC2Backup',
      description: 'Backs up one instance',
      taskType: 'AUTOMATION',
      taskArn: props.documentName,
      serviceRoleArn: props.roleArn,
      priority: 1,
      maxConcurrency: String(MOST_AT_ONCE),
      maxErrors: '100',
      targets: [{ key: 'WindowTargetIds', values: [target.id] }],
      taskInvocationParameters: {
        automationParameters: {
          documentVersion: '$DEFAULT',
          parameter: [{ name: 'InstanceId', values: ['{{TARGET_ID}}'] }],
        },
      },
    });
  }
}
