import { GENERAL } from '../general';
import { fewerIsWorse, leaving } from '../judges';
import { hit, type Judge, type TypeRules } from '../rule';
import { scheduleJudge } from '../schedule-judge';
import { CHECK_RULES } from './check-rules';
import { NOTIFICATION_RULES } from './notification-rules';
import { WINDOW_RULES } from './window-rules';

const checkSchedule = scheduleJudge({
  schedule: ['schedule_expression'],
  timezone: ['schedule_expression_timezone'],
  depth: 1,
});

/** A further condition on events lets fewer through, another value of one more. */
const pattern: Judge = (difference, change, context) => {
  if (difference.before === undefined) return [hit(CHECK_RULES.patternWeaker, difference)];
  if (difference.after === undefined) return [hit(CHECK_RULES.patternWider, difference)];
  return fewerIsWorse(CHECK_RULES.patternWeaker, CHECK_RULES.patternWider)(difference, change, context);
};

export const CHECK_TYPES: Readonly<Record<string, TypeRules>> = {
  aws_cloudwatch_event_rule: {
    added: GENERAL.added,
    removed: CHECK_RULES.checkRemoved,
    attributes: {
      name: GENERAL.replaced,
      description: GENERAL.description,
      state: leaving('ENABLED', CHECK_RULES.checkOff, CHECK_RULES.checkOn, true),
      is_enabled: leaving(true, CHECK_RULES.checkOff, CHECK_RULES.checkOn, true),
      schedule_expression: checkSchedule,
      'event_pattern/**': pattern,
      event_bus_name: CHECK_RULES.targetOther,
      role_arn: CHECK_RULES.targetOther,
    },
  },
  aws_cloudwatch_event_target: {
    added: GENERAL.added,
    removed: CHECK_RULES.checkRemoved,
    attributes: {
      rule: CHECK_RULES.targetOther,
      arn: CHECK_RULES.targetOther,
      role_arn: CHECK_RULES.targetOther,
      target_id: GENERAL.replaced,
      'input/**': CHECK_RULES.messageChanged,
      input_path: CHECK_RULES.messageChanged,
      'input_transformer/**': CHECK_RULES.messageChanged,
      'retry_policy/**': CHECK_RULES.messageChanged,
      'dead_letter_config/**': NOTIFICATION_RULES.deadLetterRemoved,
    },
  },
  aws_scheduler_schedule: {
    added: GENERAL.added,
    removed: CHECK_RULES.checkRemoved,
    attributes: {
      name: GENERAL.replaced,
      group_name: GENERAL.replaced,
      description: GENERAL.description,
      state: leaving('ENABLED', CHECK_RULES.checkOff, CHECK_RULES.checkOn, true),
      schedule_expression: checkSchedule,
      schedule_expression_timezone: checkSchedule,
      start_date: CHECK_RULES.checkOff,
      end_date: CHECK_RULES.checkOff,
      'flexible_time_window/**': WINDOW_RULES.windowChanged,
      kms_key_arn: CHECK_RULES.messageChanged,
      'target/arn': CHECK_RULES.targetOther,
      'target/role_arn': CHECK_RULES.targetOther,
      'target/input/**': CHECK_RULES.messageChanged,
      'target/retry_policy/**': CHECK_RULES.messageChanged,
      'target/dead_letter_config/**': NOTIFICATION_RULES.deadLetterRemoved,
    },
  },
  aws_cloudwatch_metric_alarm: {
    added: GENERAL.added,
    removed: CHECK_RULES.checkRemoved,
    attributes: {
      alarm_name: GENERAL.replaced,
      alarm_description: GENERAL.description,
      actions_enabled: leaving(true, CHECK_RULES.checkOff, CHECK_RULES.checkOn, true),
      alarm_actions: fewerIsWorse(CHECK_RULES.checkOff, CHECK_RULES.checkOn),
      ok_actions: CHECK_RULES.messageChanged,
      insufficient_data_actions: CHECK_RULES.messageChanged,
      '**': CHECK_RULES.alarmChanged,
    },
  },
};
