import type { Rule } from '../rule';

export const DOCUMENT_RULES = {
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
} as const satisfies Readonly<Record<string, Rule>>;
