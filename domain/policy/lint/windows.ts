import { completionBeforeStart, windowTooShort } from '../../backup/windows';
import { OBSERVED, type Concern, type RuleDescription } from './concern';
import { below } from './section';
import { rulesOf } from './traversal';
import { assignedNumber } from './values';

const tooShort: RuleDescription = {
  name: 'window-too-short',
  severity: 'error',
  source: 'aws',
  summary: 'a start or completion window under 60 minutes',
  why: 'CreatePolicy refuses it',
  see: OBSERVED,
};

const beforeStart: RuleDescription = {
  name: 'completion-before-start',
  severity: 'error',
  source: 'backupctl',
  summary: 'a completion window that is not longer than the start window',
  why: 'AWS never checks it, and cancels every job that starts late',
  see: OBSERVED,
};

const KEYS = {
  startWindowMinutes: 'start_backup_window_minutes',
  completionWindowMinutes: 'complete_backup_window_minutes',
} as const;

/** When jobs start and end. */
export const windows: Concern = {
  rules: [tooShort, beforeStart],
  check: ({ document }) =>
    rulesOf(document).flatMap(({ rule }) => {
      const written = {
        at: (name: keyof typeof KEYS) => below(rule, KEYS[name]),
        startWindowMinutes: assignedNumber(rule, KEYS.startWindowMinutes),
        completionWindowMinutes: assignedNumber(rule, KEYS.completionWindowMinutes),
      };
      return [...windowTooShort(written), ...completionBeforeStart(written)];
    }),
};
