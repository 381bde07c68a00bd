import { CreateMaintenanceWindowCommand } from '@aws-sdk/client-ssm';

import { windowDescription } from '../../domain/ssm-backup/window-description';
import type { AccountClients } from './account';

/** Creates the maintenance window of the ssm-backup stack, without its target and task. */
export async function seedWindow({ ssm, environment: { region, ssmBackup } }: AccountClients): Promise<void> {
  if (ssmBackup === 'none') return;
  const { window, group } = ssmBackup;
  await ssm(region).send(
    new CreateMaintenanceWindowCommand({
      Name: window.name,
      Description: windowDescription(group),
      Schedule: window.schedule,
      ScheduleTimezone: window.timezone,
      Duration: window.durationHours,
      Cutoff: window.cutoffHours,
      AllowUnassociatedTargets: false,
    }),
  );
}
