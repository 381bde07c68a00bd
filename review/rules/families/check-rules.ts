import type { Rule } from '../rule';

export const CHECK_RULES = {
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
  alarmChanged: {
    name: 'alarm-changed',
    severity: 'high',
    finds: 'an alarm that judges by another metric, threshold or time, or tells somebody else',
    why: 'it may no longer tell what it told',
    remedy: 'see that it still fires for one failure',
  },
} as const satisfies Readonly<Record<string, Rule>>;
