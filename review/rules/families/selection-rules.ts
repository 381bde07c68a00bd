import type { Rule } from '../rule';

export const SELECTION_RULES = {
  removed: {
    name: 'selection-removed',
    severity: 'high',
    finds: 'a selection of a plan that is gone',
    why: 'what only it selected is not backed up any more',
    remedy: 'keep the selection, or see that another one selects as much',
  },
  narrower: {
    name: 'selection-narrower',
    severity: 'high',
    finds: 'a selection that leaves out something which it selected',
    why: 'what is left out is not backed up any more, and nothing fails',
    remedy: 'look for resources that only the old selection meets, and tag them before',
  },
  other: {
    name: 'selection-other',
    severity: 'high',
    finds: 'a selection by other means, of another plan, or with another role',
    why: 'it selects other resources than before, or may not back up what it selects',
    remedy: 'compare what both select, and what the role may do',
  },
  wider: {
    name: 'selection-wider',
    severity: 'medium',
    finds: 'a selection that selects more',
    why: 'more is backed up, which costs',
    remedy: 'see that nothing is backed up twice',
  },
  renamed: {
    name: 'selection-renamed',
    severity: 'medium',
    finds: 'a selection of another name',
    why: 'the provider removes the selection and makes another one: a run in between backs nothing up',
    remedy: 'keep the name, or apply it away from the start window',
  },
} as const satisfies Readonly<Record<string, Rule>>;
