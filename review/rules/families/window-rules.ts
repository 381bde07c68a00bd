import type { Rule } from '../rule';

export const WINDOW_RULES = {
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
} as const satisfies Readonly<Record<string, Rule>>;
