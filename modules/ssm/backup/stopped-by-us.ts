import type { Condition } from '../../../domain/automation/step';
import { tagValue } from './tag-steps';

/** The instance ran and its tag lets us stop it: then we have tried to, and only then we start it. */
export const STOPPED_BY_US: Condition = {
  And: [
    { Variable: tagValue('BackupEC2StopStart'), StringEquals: 'true' },
    { Variable: '{{ readState.State }}', StringEquals: 'running' },
  ],
};
