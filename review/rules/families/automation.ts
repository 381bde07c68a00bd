import { GENERAL } from '../general';
import { becoming, fewerIsWorse, leaving } from '../judges';
import { hit, type Judge, type Rule, type TypeRules } from '../rule';
import { scheduleJudge } from '../schedule-judge';
import { NOTIFICATION_RULES } from './notifications';

export const AUTOMATION_RULES = {
  windowRemoved: {
    name: 'window-removed',
    severity: 'high',
    finds: 'a maintenance window, its target or its task that is gone',
    why: 'the instances of the group are not backed up any more',
    remedy: 'keep window, target and task',
  },
  windowOff: {
    name: 'window-off',
    severity: 'high',
    finds: 'a maintenance window that is disabled, ends at a date, or takes in what is not its target',
    why: 'the instances of the group are not backed up, or others are',
    remedy: 'keep it enabled, and for its own targets only',
  },
  windowChanged: {
    name: 'window-settings-changed',
    severity: 'medium',
    finds: 'another length, cutoff, priority or concurrency of a maintenance window',
    why: 'instances may wait until the next window',
    remedy: 'see that all instances fit into the window',
  },
  windowTarget: {
    name: 'window-target-other',
    severity: 'high',
    finds: 'a maintenance window for other instances',
    why: 'what is no target any more is not backed up, and nothing fails',
    remedy: 'look for instances that only the old target meets',
  },
  task: {
    name: 'window-task-other',
    severity: 'high',
    finds: 'a task that runs another document, version or parameter, as another role, or gives up sooner',
    why: 'instances may not be backed up, or more may be done to them',
    remedy: 'run it once for one instance',
  },
  documentStepRemoved: {
    name: 'automation-step-removed',
    severity: 'high',
    finds: 'a step of an automation that is gone',
    why: 'an instance may stay stopped, or its images untagged or for ever',
    remedy: 'see that an instance which was stopped is started again on every path',
  },
  documentFailure: {
    name: 'automation-failure-hidden',
    severity: 'high',
    finds: 'a step whose failure is no longer critical, or leads elsewhere',
    why: 'an execution that failed may end as a success, and nobody is told; an instance may stay stopped',
    remedy: 'keep isCritical true, and the way from every failure to the start of the instance',
  },
  documentChanged: {
    name: 'automation-changed',
    severity: 'medium',
    finds: 'another automation document',
    why: 'the next window runs it as it is then',
    remedy: 'run it once for one instance',
  },
  documentOpened: {
    name: 'automation-shared',
    severity: 'high',
    finds: 'a document with other permissions',
    why: 'other accounts may read and run it',
    remedy: 'share it with nobody',
  },
  documentRemoved: {
    name: 'automation-removed',
    severity: 'high',
    finds: 'an automation document that is gone',
    why: 'the window has nothing to run',
    remedy: 'keep the document',
  },
  checkRemoved: {
    name: 'check-removed',
    severity: 'high',
    finds: 'a rule, its target, a scheduled check or an alarm that is gone',
    why: 'what it watched for, such as a lost agent or a failed execution, is told to nobody',
    remedy: 'keep it',
  },
  checkOff: {
    name: 'check-off',
    severity: 'high',
    finds: 'a rule, a scheduled check or the actions of an alarm that are switched off',
    why: 'what it watched for, such as a lost agent or a failed execution, is told to nobody',
    remedy: 'keep it on',
  },
  checkOn: {
    name: 'check-on',
    severity: 'medium',
    finds: 'a rule, a scheduled check or the actions of an alarm that are switched on',
    why: 'it begins to run, and to tell',
    remedy: 'see who is told',
  },
  patternWeaker: {
    name: 'event-pattern-weaker',
    severity: 'high',
    finds: 'a rule for fewer events',
    why: 'failures that it told are told no more',
    remedy: 'keep Failed, TimedOut and Cancelled of the document',
  },
  patternWider: {
    name: 'event-pattern-wider',
    severity: 'medium',
    finds: 'a rule for more events',
    why: 'people are told of more than before',
    remedy: 'see that they want to be',
  },
  targetOther: {
    name: 'event-target-other',
    severity: 'high',
    finds: 'a rule or schedule that leads elsewhere, or as another role',
    why: 'who was told is told no more, or what ran does not run',
    remedy: 'see that the new target tells the same people',
  },
  messageChanged: {
    name: 'event-message-changed',
    severity: 'medium',
    finds: 'other input for what a rule or schedule starts, or another number of attempts',
    why: 'people read another message, or a function is asked something else',
    remedy: 'send one, and read it',
  },
  functionRemoved: {
    name: 'function-removed',
    severity: 'high',
    finds: 'a function that is gone',
    why: 'old generations are not pruned, or lost agents are told to nobody',
    remedy: 'keep the function',
  },
  functionRole: {
    name: 'function-role-other',
    severity: 'high',
    finds: 'a function that runs as another role',
    why: 'it may do more, or no longer what it has to',
    remedy: 'compare what both roles may do',
  },
  functionChanged: {
    name: 'function-changed',
    severity: 'medium',
    finds: 'other code, memory, time, runtime or variables of a function',
    why: 'it behaves differently from its next call on',
    remedy: 'read the change of its code, and call it once',
  },
  functionOpened: {
    name: 'function-permission-added',
    severity: 'high',
    finds: 'somebody who may now call a function, or may call another one',
    why: 'whoever calls the pruner decides what is pruned',
    remedy: 'name the caller by its ARN, and its account',
  },
  functionClosed: {
    name: 'function-permission-removed',
    severity: 'high',
    finds: 'somebody who may no longer call a function',
    why: 'what called it fails',
    remedy: 'see that nothing calls it any more',
  },
  logsShorter: {
    name: 'log-retention-changed',
    severity: 'medium',
    finds: 'logs that are kept for another time, with another key, or gone',
    why: 'what a function did can be looked up for that long',
    remedy: 'keep them as long as somebody may ask',
  },
  alarmChanged: {
    name: 'alarm-changed',
    severity: 'high',
    finds: 'an alarm that judges by another metric, threshold or time, or tells somebody else',
    why: 'it may no longer tell what it told',
    remedy: 'see that it still fires for one failure',
  },
} as const satisfies Readonly<Record<string, Rule>>;

const R = AUTOMATION_RULES;

const windowSchedule = scheduleJudge({ schedule: ['schedule'], timezone: ['schedule_timezone'], depth: 1 });
const checkSchedule = scheduleJudge({
  schedule: ['schedule_expression'],
  timezone: ['schedule_expression_timezone'],
  depth: 1,
});

/** Steps of an automation: what leads away from a failure counts most. */
const step: Judge = (difference) => {
  const name = difference.path[3] ?? '';
  if (difference.path.length === 3)
    return [hit(difference.after === undefined ? R.documentStepRemoved : R.documentChanged, difference)];
  return [
    hit(['onFailure', 'isCritical', 'onCancel'].includes(name) ? R.documentFailure : R.documentChanged, difference),
  ];
};

/** Which step follows which is also how failures find their way. */
const order: Judge = (difference, { differences }) => {
  const stepsDiffer = differences.some(({ path }) => path.length === 3 && path[1] === 'mainSteps');
  return stepsDiffer ? [] : [hit(R.documentChanged, difference)];
};

/** A further condition on events lets fewer through, another value of one more. */
const pattern: Judge = (difference, change, context) => {
  if (difference.before === undefined) return [hit(R.patternWeaker, difference)];
  if (difference.after === undefined) return [hit(R.patternWider, difference)];
  return fewerIsWorse(R.patternWeaker, R.patternWider)(difference, change, context);
};

export const AUTOMATION_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_ssm_document: {
    added: GENERAL.added,
    removed: R.documentRemoved,
    attributes: {
      name: GENERAL.replaced,
      document_type: GENERAL.replaced,
      document_format: R.documentChanged,
      version_name: R.documentChanged,
      target_type: R.documentChanged,
      'permissions/**': R.documentOpened,
      'content/description': GENERAL.description,
      'content/mainSteps (order)': order,
      'content/mainSteps/**': step,
      'content/**': R.documentChanged,
    },
  },
  aws_ssm_maintenance_window: {
    added: GENERAL.added,
    removed: R.windowRemoved,
    attributes: {
      name: R.windowChanged,
      description: GENERAL.description,
      schedule: windowSchedule,
      schedule_timezone: windowSchedule,
      schedule_offset: R.windowChanged,
      enabled: becoming(false, R.windowOff, R.windowChanged),
      start_date: R.windowOff,
      end_date: R.windowOff,
      allow_unassociated_targets: becoming(true, R.windowOff, R.windowChanged),
      duration: R.windowChanged,
      cutoff: R.windowChanged,
    },
  },
  aws_ssm_maintenance_window_target: {
    added: GENERAL.added,
    removed: R.windowRemoved,
    attributes: {
      name: GENERAL.replaced,
      description: GENERAL.replaced,
      owner_information: GENERAL.description,
      window_id: R.windowTarget,
      resource_type: R.windowTarget,
      'targets/**': R.windowTarget,
    },
  },
  aws_ssm_maintenance_window_task: {
    added: GENERAL.added,
    removed: R.windowRemoved,
    attributes: {
      name: GENERAL.description,
      description: GENERAL.description,
      priority: R.windowChanged,
      max_concurrency: R.windowChanged,
      cutoff_behavior: R.windowChanged,
      max_errors: R.task,
      window_id: R.windowTarget,
      'targets/**': R.windowTarget,
      task_arn: R.task,
      task_type: R.task,
      service_role_arn: R.task,
      'task_invocation_parameters/**': R.task,
    },
  },
  aws_cloudwatch_event_rule: {
    added: GENERAL.added,
    removed: R.checkRemoved,
    attributes: {
      name: GENERAL.replaced,
      description: GENERAL.description,
      state: leaving('ENABLED', R.checkOff, R.checkOn, true),
      is_enabled: leaving(true, R.checkOff, R.checkOn, true),
      schedule_expression: checkSchedule,
      'event_pattern/**': pattern,
      event_bus_name: R.targetOther,
      role_arn: R.targetOther,
    },
  },
  aws_cloudwatch_event_target: {
    added: GENERAL.added,
    removed: R.checkRemoved,
    attributes: {
      rule: R.targetOther,
      arn: R.targetOther,
      role_arn: R.targetOther,
      target_id: GENERAL.replaced,
      'input/**': R.messageChanged,
      input_path: R.messageChanged,
      'input_transformer/**': R.messageChanged,
      'retry_policy/**': R.messageChanged,
      'dead_letter_config/**': NOTIFICATION_RULES.deadLetterRemoved,
    },
  },
  aws_scheduler_schedule: {
    added: GENERAL.added,
    removed: R.checkRemoved,
    attributes: {
      name: GENERAL.replaced,
      group_name: GENERAL.replaced,
      description: GENERAL.description,
      state: leaving('ENABLED', R.checkOff, R.checkOn, true),
      schedule_expression: checkSchedule,
      schedule_expression_timezone: checkSchedule,
      start_date: R.checkOff,
      end_date: R.checkOff,
      'flexible_time_window/**': R.windowChanged,
      kms_key_arn: R.messageChanged,
      'target/arn': R.targetOther,
      'target/role_arn': R.targetOther,
      'target/input/**': R.messageChanged,
      'target/retry_policy/**': R.messageChanged,
      'target/dead_letter_config/**': NOTIFICATION_RULES.deadLetterRemoved,
    },
  },
  aws_lambda_function: {
    added: GENERAL.added,
    removed: R.functionRemoved,
    attributes: {
      function_name: GENERAL.replaced,
      role: R.functionRole,
      description: GENERAL.description,
      ...Object.fromEntries(
        [
          'filename',
          'source_code_hash',
          'code_sha256',
          'handler',
          'runtime',
          'timeout',
          'memory_size',
          'publish',
          'package_type',
          'reserved_concurrent_executions',
          'architectures',
          'kms_key_arn',
          'skip_destroy',
          'environment/**',
          'logging_config/**',
          'tracing_config/**',
          'ephemeral_storage/**',
          'layers/**',
          'dead_letter_config/**',
        ].map((path) => [path, R.functionChanged]),
      ),
    },
  },
  aws_lambda_permission: {
    added: R.functionOpened,
    removed: R.functionClosed,
    attributes: { '**': R.functionOpened },
  },
  aws_cloudwatch_log_group: {
    added: GENERAL.added,
    removed: R.logsShorter,
    attributes: {
      name: R.logsShorter,
      retention_in_days: R.logsShorter,
      kms_key_id: R.logsShorter,
      skip_destroy: R.logsShorter,
      log_group_class: R.logsShorter,
    },
  },
  aws_cloudwatch_metric_alarm: {
    added: GENERAL.added,
    removed: R.checkRemoved,
    attributes: {
      alarm_name: GENERAL.replaced,
      alarm_description: GENERAL.description,
      actions_enabled: leaving(true, R.checkOff, R.checkOn, true),
      alarm_actions: fewerIsWorse(R.checkOff, R.checkOn),
      ok_actions: R.messageChanged,
      insufficient_data_actions: R.messageChanged,
      '**': R.alarmChanged,
    },
  },
};
