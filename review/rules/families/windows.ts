import { GENERAL } from '../general';
import { becoming } from '../judges';
import type { TypeRules } from '../rule';
import { scheduleJudge } from '../schedule-judge';
import { WINDOW_RULES } from './window-rules';

const windowSchedule = scheduleJudge({ schedule: ['schedule'], timezone: ['schedule_timezone'], depth: 1 });

export const WINDOW_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_ssm_maintenance_window: {
    added: GENERAL.added,
    removed: WINDOW_RULES.windowRemoved,
    attributes: {
      name: WINDOW_RULES.windowChanged,
      description: GENERAL.description,
      schedule: windowSchedule,
      schedule_timezone: windowSchedule,
      schedule_offset: WINDOW_RULES.windowChanged,
      enabled: becoming(false, WINDOW_RULES.windowOff, WINDOW_RULES.windowChanged),
      start_date: WINDOW_RULES.windowOff,
      end_date: WINDOW_RULES.windowOff,
      allow_unassociated_targets: becoming(true, WINDOW_RULES.windowOff, WINDOW_RULES.windowChanged),
      duration: WINDOW_RULES.windowChanged,
      cutoff: WINDOW_RULES.windowChanged,
    },
  },
  aws_ssm_maintenance_window_target: {
    added: GENERAL.added,
    removed: WINDOW_RULES.windowRemoved,
    attributes: {
      name: GENERAL.replaced,
      description: GENERAL.replaced,
      owner_information: GENERAL.description,
      window_id: WINDOW_RULES.windowTarget,
      resource_type: WINDOW_RULES.windowTarget,
      'targets/**': WINDOW_RULES.windowTarget,
    },
  },
  aws_ssm_maintenance_window_task: {
    added: GENERAL.added,
    removed: WINDOW_RULES.windowRemoved,
    attributes: {
      name: GENERAL.description,
      description: GENERAL.description,
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
  },
};
