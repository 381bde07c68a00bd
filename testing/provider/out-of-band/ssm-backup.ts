import { onlyOne } from '../only-one';
import type { Person } from '../person';
import type { OutOfBandChange } from './change';

export const SSM_BACKUP: readonly OutOfBandChange[] = [
  {
    what: 'an event rule disabled',
    make: ({ json }) => json('events', 'AWSEvents.DisableRule', { Name: 'evtbg-rule-backup' }),
    findings: ['high check-off aws_cloudwatch_event_rule.failures_rule is_enabled'],
  },
  {
    what: 'the actions of an alarm disabled',
    make: ({ query }) =>
      query('monitoring', 'DisableAlarmActions', { 'AlarmNames.member.1': 'evtbg-rule-ssmagentcheck-undelivered' }),
    findings: ['high check-off aws_cloudwatch_metric_alarm.agent-check-schedule_alarm actions_enabled'],
  },
  {
    what: 'an alarm deleted',
    make: ({ query }) => query('monitoring', 'DeleteAlarms', { 'AlarmNames.member.1': 'lmd-ssm-backup-errors' }),
    findings: ['high check-removed aws_cloudwatch_metric_alarm.errors_alarm '],
  },
  {
    what: 'a maintenance window disabled, with another schedule',
    make: async ({ ssm }) =>
      ssm.updateMaintenanceWindow({
        WindowId: await windowId(ssm),
        Enabled: false,
        Schedule: 'cron(30 03 ? * SUN *)',
      }),
    findings: [
      'high runs-less-often aws_ssm_maintenance_window.window schedule',
      'high window-off aws_ssm_maintenance_window.window enabled',
    ],
  },
  {
    what: 'the target of a window',
    make: async ({ ssm }) => {
      const WindowId = await windowId(ssm);
      const { Targets = [] } = await ssm.describeMaintenanceWindowTargets({ WindowId });
      const { WindowTargetId = '' } = onlyOne(Targets);
      const others = [{ Key: 'tag:BackupGroup', Values: ['other'] }];
      await ssm.updateMaintenanceWindowTarget({ WindowId, WindowTargetId, Targets: others });
    },
    findings: [
      'high window-target-other aws_ssm_maintenance_window_target.window_target targets/tag:BackupGroup/values',
    ],
  },
  {
    what: 'the task of a window removed',
    make: async ({ ssm }) => {
      const WindowId = await windowId(ssm);
      const { Tasks = [] } = await ssm.describeMaintenanceWindowTasks({ WindowId });
      const { WindowTaskId = '' } = onlyOne(Tasks);
      await ssm.deregisterTaskFromMaintenanceWindow({ WindowId, WindowTaskId });
    },
    findings: ['high window-removed aws_ssm_maintenance_window_task.window_task '],
  },
  {
    what: 'the automation document',
    make: async ({ ssm }) => {
      const Name = 'SSM-BackupEC2Instance';
      const { Content = '', DocumentFormat } = await ssm.getDocument({ Name });
      const edited = Content.replace(/"description": ?"/, '"description":"edited ');
      const { DocumentDescription } = await ssm.updateDocument({
        Name,
        DocumentVersion: '$LATEST',
        DocumentFormat,
        Content: edited,
      });
      const DocumentVersion = DocumentDescription?.DocumentVersion;
      await ssm.updateDocumentDefaultVersion({ Name, DocumentVersion });
    },
    findings: [
      'low no-effect aws_ssm_document.automation_document content/description',
      'low no-effect aws_ssm_document.automation_document description',
    ],
  },
  {
    what: 'the environment variables and the timeout of a function',
    make: ({ lambda }) =>
      lambda('PUT', '/2015-03-31/functions/lmd-del-backup-gen/configuration', {
        Environment: { Variables: { BACKUP_GROUP: 'other' } },
        Timeout: 3,
      }),
    findings: [
      'medium function-changed aws_lambda_function.prune_function environment/variables/BACKUP_GROUP',
      'medium function-changed aws_lambda_function.prune_function timeout',
    ],
  },
  {
    what: 'a function throttled',
    make: ({ lambda }) =>
      lambda('PUT', '/2017-10-31/functions/lmd-ssmagentcheck-send-sns/concurrency', {
        ReservedConcurrentExecutions: 0,
      }),
    findings: ['high function-off aws_lambda_function.agent-check_function reserved_concurrent_executions'],
  },
  {
    what: 'logs kept forever',
    make: ({ json }) =>
      json('logs', 'Logs_20140328.DeleteRetentionPolicy', { logGroupName: '/aws/lambda/lmd-del-backup-gen' }),
    findings: ['medium log-retention-changed aws_cloudwatch_log_group.prune_logs retention_in_days'],
  },
];

async function windowId(ssm: Person['ssm']): Promise<string> {
  const { WindowIdentities = [] } = await ssm.describeMaintenanceWindows({});
  return onlyOne(WindowIdentities).WindowId ?? '';
}
