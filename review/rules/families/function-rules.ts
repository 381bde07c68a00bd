import type { Rule } from '../rule';

export const FUNCTION_RULES = {
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
  functionRetries: {
    name: 'function-retries-changed',
    severity: 'medium',
    finds: 'another number of tries for a function that is called without waiting, or another place for failed calls',
    why: 'a failed check of SSM agents is told once a try, or a failed call is looked for elsewhere',
    remedy: 'let the check be tried once',
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
} as const satisfies Readonly<Record<string, Rule>>;
