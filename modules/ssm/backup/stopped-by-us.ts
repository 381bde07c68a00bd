import type { Condition } from '../document/step';

/** The instance ran and its tag lets us stop it: then we have tried to, and only then we start it. */
export const STOPPED_BY_US: Condition = {
  And: [
    { Variable: '{{ checkTags.BackupEC2StopStart }}', StringEquals: 'true' },
    { Variable: '{{ readState.State }}', StringEquals: 'running' },
  ],
};
